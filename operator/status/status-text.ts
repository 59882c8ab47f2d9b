import { durationInWords } from '../../lib/domain/duration-in-words';
import { type Instant, secondsBetween } from '../../lib/domain/instant';
import type { Verdict } from '../../lib/domain/verdict';
import { type AnsweredNow, answeredNow } from '../../lib/status/answered-now';
import { outlookOf, phaseOf } from '../../lib/status/outlook';
import { pointInWords } from '../../lib/status/point-words';
import type { Status } from '../../lib/status/read-status';
import { type Heard, heardInWords } from '../command/read-ledger';
import { atBothEnds, labelled, type Screen } from '../command/screen';
import { ranInBrief } from './ran-lines';
import { pointStyle } from './styles';

interface Row {
  readonly text: string;
  readonly style?: 'green' | 'yellow' | 'red' | readonly ['bold', 'green' | 'yellow' | 'red'] | undefined;
}

const LEVELS = { good: 'green', attention: 'yellow', bad: 'red' } as const;
const JUDGED = { met: 'green', missed: 'red', unknown: 'yellow' } as const;
const STATES = { replicates: 'green', promoted: 'green', behind: 'red', unknown: 'yellow' } as const;
const VERDICTS = { up: 'green', down: 'red', unknown: 'yellow' } as const;
const LABEL_WIDTH = 13;

/** One screen: what goes on, what comes next and what may be done; below that what it rests on. */
export function statusText(status: Status, heard: Heard, screen: Screen): readonly string[] {
  const { role, deployment, at, regions } = status;
  const { level, now, next, may } = outlookOf(status);
  const title = `${deployment}: ${role.activeRegion} is active, epoch ${role.epoch}`;
  const rows = (label: string, all: readonly Row[]) =>
    all.flatMap(({ text, style }, index) =>
      labelled(screen, [index === 0 ? label : '', text], {
        width: LABEL_WIDTH,
        ...(style && { style: typeof style === 'string' ? style : [...style] }),
      }),
    );
  return [
    ...atBothEnds(screen, title, at),
    ...rows('now', [{ text: now, style: ['bold', LEVELS[level]] }]),
    ...rows('next', [{ text: next }]),
    ...rows('you may', may.map(asRow)),
    '',
    ...rows('brakes', brakes(status)),
    ...rows(`${regions.primary} is`, seen(status)),
    ...rows(
      'replication',
      status.replication.map(({ store, state, because }) => ({
        text: `${store} ${state}: ${because}`,
        style: STATES[state],
      })),
    ),
    ...rows('if lost now', objectives(status)),
    ...rows('points', points(status)),
    ...rows('last runs', lastRuns(status, screen)),
    ...rows('ledger', [{ text: heardInWords(heard), style: heard.silent.length > 0 ? 'yellow' : undefined }]),
  ];
}

const asRow = (text: string): Row => ({ text });

function brakes(status: Status): readonly Row[] {
  const { role, coolingUntil, at, mode } = status;
  const { pausedBy, pausedAt, pausedBecause, openRun: open } = role;
  const since = pausedAt ?? 'an unknown moment';
  const rows: readonly (Row | undefined)[] = [
    { text: `mode ${mode}` },
    pausedBy
      ? { text: `paused by ${pausedBy} since ${since}: ${pausedBecause ?? 'no reason'}`, style: 'yellow' }
      : undefined,
    coolingUntil
      ? {
          text: `cooling down until ${coolingUntil}, ${durationInWords(secondsBetween(at, coolingUntil))} from now`,
          style: 'yellow',
        }
      : undefined,
    open
      ? { text: `run ${open.id} is open since ${open.openedAt}: ${phaseOf(status)}`, style: 'yellow' }
      : undefined,
  ];
  const off = [
    ...(pausedBy ? [] : ['not paused']),
    ...(coolingUntil ? [] : ['not cooling down']),
    ...(open ? [] : ['no run is open']),
  ].join(', ');
  return rows
    .filter((row) => row !== undefined)
    .map((row, index) => (index === 0 && off !== '' ? { ...row, text: `${row.text}; ${off}` } : row));
}

/** Vantage points that say the same are told together. */
function seen({ seen: all, at }: Status): readonly Row[] {
  const said = all.map(({ from, verdict }) => ({
    from,
    state: verdict.state,
    words: verdictInWords(verdict, at),
  }));
  const different = [...new Set(said.map(({ words }) => words))];
  return different.flatMap((words) => {
    const same = said.filter((one) => one.words === words);
    const state = same[0]?.state ?? 'unknown';
    return [{ text: `${words}, says ${same.map(({ from }) => from).join(', ')}`, style: VERDICTS[state] }];
  });
}

function verdictInWords(verdict: Verdict, at: Instant): string {
  if (verdict.state === 'down') return `down (${verdict.component} for ${age(verdict.since, at)})`;
  return verdict.state === 'unknown' ? `unknown (${verdict.because})` : 'up';
}

function objectives(status: Status): readonly Row[] {
  const { unknownBecause, stores } = answeredNow(status);
  const byNow = stores.length > 0 ? ' by now' : '';
  return [
    ...(unknownBecause ? [{ text: `unknown${byNow}: ${unknownBecause}`, style: 'yellow' } as const] : []),
    ...stores.flatMap(storeRows),
  ];
}

/** What is met needs no reason; `firebackup recover-now` has it. */
function storeRows({ store, rpo, rto }: AnsweredNow['stores'][number]): readonly Row[] {
  if (rpo.judged === 'met' && rto.judged === 'met')
    return [{ text: `${store} RPO and RTO met`, style: 'green' }];
  return (
    [
      ['RPO', rpo],
      ['RTO', rto],
    ] as const
  ).map(([measure, { judged, because }]) => ({
    text: `${store} ${measure} ${judged}${judged === 'met' ? '' : `: ${because}`}`,
    style: JUDGED[judged],
  }));
}

const points = ({ points: all, at }: Status): readonly Row[] =>
  all.length === 0
    ? [{ text: 'none is recorded', style: 'red' }]
    : all.map((one) => ({ text: `${one.store}: ${pointInWords(one, at)}`, style: pointStyle(one) }));

const lastRuns = ({ lastRuns: all, at }: Status, screen: Screen): readonly Row[] =>
  all.length === 0
    ? [{ text: 'none is recorded' }]
    : all.map((one) => ranInBrief(one, at, screen.columns - LABEL_WIDTH - 2));

const age = (since: Instant, at: Instant): string => durationInWords(Math.max(0, secondsBetween(since, at)));
