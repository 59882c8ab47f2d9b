import { epochSeconds, type Figure, figure, JUDGED, sample, stateSamples } from './exposed-figure';
import { type Instant, secondsBetween } from './instant';
import type { RecoveryAnswer } from './recovery-answer';

/** An answer comes every five minutes. Three that did not come, and what the last one said is not known any more. */
const ANSWER_HOLDS_SECONDS = 900;

/** What could be recovered now, and how it is held against the objectives. */
export function exposedRecovery(answer: RecoveryAnswer | undefined, now: Instant): readonly Figure[] {
  const holds = answer !== undefined && secondsBetween(answer.at, now) <= ANSWER_HOLDS_SECONDS;
  const cases = (answer?.stores ?? []).flatMap(({ store, component, cases: each }) =>
    each.map((one) => ({ ...one, labels: { store, component, loss: one.loss } })),
  );
  const ways = cases.flatMap(({ way, labels }) =>
    way && holds ? [{ way, labels: { ...labels, kind: way.kind, region: way.region } }] : [],
  );
  return [
    figure(
      'firebackup_recovery_answer_timestamp_seconds',
      'When it was last worked out what could be recovered.',
      epochSeconds(answer?.at),
    ),
    {
      name: 'firebackup_recovery_loss_seconds',
      help: 'What of a store would be lost if it had to be recovered now.',
      samples: ways.flatMap(({ way, labels }) => sample(labels, way.lossSeconds)),
    },
    {
      name: 'firebackup_unproven_since_timestamp_seconds',
      help: 'When the kind that it would be recovered from was last proven; never: since when there has been one.',
      // A replica is promoted, and no drill proves it.
      samples: ways.flatMap(({ way: { kind, lastProvenAt, thereSince }, labels }) =>
        kind === 'live-replica' ? [] : sample(labels, epochSeconds(lastProvenAt ?? thereSince)),
      ),
    },
    {
      name: 'firebackup_objective_judgement',
      help: 'How the objectives of a lost region are held against that: 1 for the state that holds.',
      samples: cases.flatMap(({ labels, rpo, rto }) =>
        Object.entries({ rpo, rto }).flatMap(([objective, { judged }]) =>
          stateSamples({ ...labels, objective }, JUDGED, holds ? judged : 'unknown'),
        ),
      ),
    },
  ];
}
