import { durationInWords } from '../../lib/domain/duration-in-words';
import { type Instant, secondsBetween } from '../../lib/domain/instant';
import type { StoreAnswer } from '../../lib/domain/recovery-answer';
import { LOOKED_AT_WITHIN_SECONDS } from '../../lib/domain/recovery-offer';
import { type Heard, heardInWords } from '../command/read-ledger';
import { labelled, paint, part, type Screen } from '../command/screen';
import { type Outlook, outlookOf, phaseOf } from './outlook';
import { pointLines } from './point-lines';
import { ranLines } from './ran-lines';
import type { Status } from './read-status';

const LEVELS = { good: 'green', attention: 'yellow', bad: 'red' } as const;
const JUDGED = { met: 'green', missed: 'red', unknown: 'yellow' } as const;
const STATES = { replicates: 'green', behind: 'red', unknown: 'yellow' } as const;

/** One screen: what goes on first, then what it rests on. */
export function statusText(status: Status, heard: Heard, screen: Screen): readonly string[] {
  const { role, deployment, at } = status;
  const title = `${deployment}: ${role.activeRegion} is active, epoch ${role.epoch}`;
  return [
    paint(screen, 'bold', `${title.padEnd(screen.columns - at.length)}${at}`),
    ...outlookLines(outlookOf(status), screen),
    ...part(screen, 'Brakes', brakes(status, screen)),
    ...part(screen, `Seen of ${status.regions.primary}`, seen(status, screen)),
    ...part(
      screen,
      `Replication to ${status.standby}`,
      status.replication.flatMap(({ store, state, because }) =>
        labelled(screen, [store, `${state}: ${because}`], { style: STATES[state] }),
      ),
    ),
    ...part(screen, `Objectives, were ${role.activeRegion} lost`, objectives(status, screen)),
    ...part(screen, 'Recovery points', pointLines(status.points, at, screen)),
    ...part(screen, 'Last runs', ranLines(status.lastRuns, at, screen)),
    ...part(screen, 'Ledger', labelled(screen, ['', heardInWords(heard)], { width: 0 })),
  ];
}

const outlookLines = ({ level, now, next, may }: Outlook, screen: Screen): readonly string[] => [
  ...labelled(screen, ['now', now], { style: ['bold', LEVELS[level]] }),
  ...labelled(screen, ['next', next]),
  ...may.flatMap((one, index) => labelled(screen, [index === 0 ? 'you may' : '', one])),
];

function brakes(status: Status, screen: Screen): readonly string[] {
  const { role, coolingUntil, at, mode } = status;
  const { pausedBy, pausedAt, pausedBecause, openRun: open } = role;
  const pause = pausedBy
    ? `by ${pausedBy} since ${pausedAt ?? 'an unknown moment'}: ${pausedBecause ?? 'no reason is recorded'}`
    : 'none';
  const cooling = coolingUntil
    ? `until ${coolingUntil}, ${durationInWords(secondsBetween(at, coolingUntil))} from now`
    : 'none';
  const run = open ? `${open.id} since ${open.openedAt}: ${phaseOf(status)}` : 'none';
  return [
    ...labelled(screen, ['mode', mode]),
    ...labelled(screen, ['pause', pause], { style: pausedBy ? 'yellow' : undefined }),
    ...labelled(screen, ['cool-down', cooling], { style: coolingUntil ? 'yellow' : undefined }),
    ...labelled(screen, ['open run', run], { style: open ? 'yellow' : undefined }),
  ];
}

const VERDICTS = { up: 'green', down: 'red', unknown: 'yellow' } as const;

const seen = ({ seen: all, at }: Status, screen: Screen): readonly string[] =>
  all.flatMap(({ from, verdict }) => {
    const words = {
      up: () => 'up',
      down: () =>
        verdict.state === 'down' ? `down: ${verdict.component} for ${age(verdict.since, at)}` : '',
      unknown: () => (verdict.state === 'unknown' ? `unknown: ${verdict.because}` : ''),
    }[verdict.state]();
    return labelled(screen, [from, words], { style: VERDICTS[verdict.state] });
  });

function objectives({ answer, at }: Status, screen: Screen): readonly string[] {
  if (!answer)
    return labelled(screen, ['', 'unknown: nobody has answered yet what would be recovered from'], {
      width: 0,
    });
  const old = secondsBetween(answer.at, at) > LOOKED_AT_WITHIN_SECONDS;
  return [
    ...(old
      ? labelled(screen, ['', `unknown by now: this was answered ${age(answer.at, at)} ago`], {
          width: 0,
          style: 'yellow',
        })
      : []),
    ...answer.stores.flatMap((store) => storeLines(store, screen)),
  ];
}

const storeLines = ({ store, cases }: StoreAnswer, screen: Screen): readonly string[] =>
  cases
    .filter(({ loss }) => loss === 'region lost')
    .flatMap(({ rpo, rto }) =>
      (
        [
          [store, 'RPO', rpo],
          ['', 'RTO', rto],
        ] as const
      ).flatMap(([label, measure, { judged, because }]) =>
        labelled(screen, [label, `${measure} ${judged}: ${because}`], { style: JUDGED[judged] }),
      ),
    );

const age = (since: Instant, at: Instant): string => durationInWords(Math.max(0, secondsBetween(since, at)));
