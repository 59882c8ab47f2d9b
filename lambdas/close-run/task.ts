import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { NotFound } from '../../lib/domain/errors';
import { type Instant, latest, secondsBetween } from '../../lib/domain/instant';
import { type Judgement, judge } from '../../lib/domain/objectives';
import { closed } from '../../lib/domain/role';
import { phasesOf, type Run } from '../../lib/domain/run';
import type { Deployment } from '../../lib/plan/deployment';
import type { contract } from './contract';

type Steps = z.output<typeof contract.input>;
type Report = Pick<Run, 'id' | 'outcome' | 'because' | 'phases' | 'judgements'>;

interface Deps {
  readonly objectives: Deployment['objectives'];
  readonly ledger: Pick<Ledger, 'role' | 'hold' | 'run' | 'writeRun' | 'writeRole'>;
  /** Keeps the run as a document. */
  readonly keep: (run: Run) => Promise<void>;
  readonly now: () => Instant;
}

/**
 * State CloseRun of `failover`, its last. Writes the record first and closes the run after it, so a crash between the
 * two leaves an open run that a second call closes with the same record. A second call after that finds it closed and
 * answers what the first one did.
 */
export const closeRun =
  ({ objectives, ledger, keep, now }: Deps) =>
  async (steps: Steps): Promise<Report> => {
    const opened = await ledger.run(steps.claim.run);
    const isOpen = (await ledger.role()).openRun?.id === steps.claim.run;
    if (!isOpen && (opened?.outcome === 'done' || opened?.outcome === 'incomplete')) return reportOn(opened);
    const role = await ledger.hold(steps.claim, now());
    if (!opened) throw new NotFound(`run ${steps.claim.run} has no record in the ledger`);
    const run = finished(opened, steps, objectives, now());
    await keep(run);
    await ledger.writeRun(run);
    await ledger.writeRole(closed(role));
    return reportOn(run);
  };

const reportOn = ({ id, outcome, because, phases, judgements }: Run): Report => {
  return { id, outcome, because, phases, judgements };
};

function finished(opened: Run, steps: Steps, objectives: Deployment['objectives'], endedAt: Instant): Run {
  const confirmedAt = 'at' in steps.confirmation ? steps.confirmation.at : undefined;
  const because = leftUndone(steps);
  return {
    ...opened,
    endedAt,
    outcome: because ? 'incomplete' : 'done',
    because,
    phases: phasesOf(opened.downSince ?? opened.detectedAt, {
      detect: opened.detectedAt,
      decide: opened.decidedAt,
      fence: steps.fence.at,
      promote: latest(steps.databases.map(({ write }) => write.at)),
      verify: latest(steps.databases.map(({ check }) => check.at)),
      traffic: steps.activation.at,
      confirm: confirmedAt,
    }),
    judgements: judgementsOn(opened, steps, confirmedAt, objectives),
    evidence: { ...(opened.evidence as object), steps },
  };
}

function leftUndone({ caches, confirmation }: Steps): string | undefined {
  const undone = caches.flatMap((cache) =>
    'failed' in cache
      ? [`cache ${cache.cache} was not promoted: ${cache.failed.Error}: ${cache.failed.Cause}`]
      : [],
  );
  if ('Error' in confirmation)
    undone.push(`traffic was not confirmed: ${confirmation.Error}: ${confirmation.Cause}`);
  return undone.length > 0 ? undone.join('; ') : undefined;
}

/**
 * RTO: first bad probe to first confirmed answer. RPO: what the decision expected to lose, and everything that the old
 * primary may have acknowledged after that until the fences were tried; an upper bound, never less than what was lost.
 */
function judgementsOn(
  { downSince, detectedAt, expectedLossSeconds }: Run,
  { fence }: Steps,
  confirmedAt: Instant | undefined,
  objectives: Deployment['objectives'],
): readonly Judgement[] {
  const recovery = downSince && confirmedAt ? secondsBetween(downSince, confirmedAt) : undefined;
  const untilFenced =
    detectedAt === undefined ? Number.NaN : Math.max(0, secondsBetween(detectedAt, fence.at));
  const loss = expectedLossSeconds === undefined ? undefined : expectedLossSeconds + untilFenced;
  return [
    judge('database RTO', objectives.database.rto, recovery),
    judge('database RPO', objectives.database.rpo, loss),
    judge('api RTO', objectives.api.rto, recovery),
  ];
}
