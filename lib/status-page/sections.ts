import { type Evidence, newestProbe } from '../domain/evidence';
import type { Cell, Section, Table } from '../page/account';
import { answeredNow } from '../status/answered-now';
import { ago } from '../status/moments';
import { pointTone } from '../status/point-words';
import { outcomeTone } from '../status/ran';
import type { Status } from '../status/read-status';
import { when, whenKnown } from './when';
import { withoutEmptyEnd } from './without-empty-end';

/** What a status rests on, each part of it with its moment. */
export const tableOf = (title: string, table: Table): Section => ({
  title,
  blocks: [{ table: withoutEmptyEnd(table) }],
});

const VERDICTS = { up: 'good', down: 'bad', unknown: 'unknown' } as const;

export const seenSection = ({ seen, evidence, regions, at, role }: Status): Section => ({
  title: `What is seen of ${regions.primary}`,
  blocks: [
    ...(role.activeRegion === regions.primary
      ? []
      : [{ text: `${role.activeRegion} is active; only ${regions.primary} is probed.` }]),
    {
      table: {
        caption: 'What each vantage point says, and what it saw last',
        head: ['from', 'says', 'last probe', 'what it saw'],
        rows: seen.map(({ from, verdict }): readonly Cell[] => {
          const own = evidence.find(({ vantagePoint }) => vantagePoint === from);
          const newest = own && newestProbe(own);
          const says =
            verdict.state === 'down'
              ? `${verdict.component} down since ${when(verdict.since, at)}`
              : verdict.state;
          return [
            from,
            { text: says, tone: VERDICTS[verdict.state] },
            newest === undefined ? 'never' : ago(newest, at),
            verdict.state === 'unknown' ? verdict.because : lastSeen(own),
          ];
        }),
        none: 'Nobody looks.',
      },
    },
  ],
});

/** Of each component the last word, in a line. */
function lastSeen(evidence: Evidence | undefined): string {
  const last = new Map((evidence?.streaks ?? []).map((streak) => [streak.component, streak]));
  return [...last.values()]
    .filter(({ outcome }) => outcome !== 'unknown')
    .map(({ component, outcome, count }) => `${component} ${outcome}, ${count} in a row`)
    .join('; ');
}

const STATES = {
  replicates: 'good',
  promoted: 'good',
  'takes writes': 'good',
  behind: 'bad',
  unknown: 'unknown',
} as const;

export const dataSection = ({ writing, replication, role, standby }: Status): Section =>
  tableOf('Data', {
    caption: `Whether ${role.activeRegion} takes writes, and whether they get to ${standby}`,
    head: ['store', 'in', 'state', 'because'],
    rows: [
      ...writing.map((one) => ({ ...one, region: role.activeRegion })),
      ...replication.map((one) => ({ ...one, region: standby })),
    ].map(({ store, region, state, because }) => [
      store,
      region,
      { text: state, tone: STATES[state] },
      because,
    ]),
    none: 'The plan has no database.',
  });

const JUDGED = { met: 'good', missed: 'bad', unknown: 'unknown' } as const;

export function objectivesSection(status: Status): Section {
  const { unknownBecause, stores } = answeredNow(status);
  const { role, answer, at } = status;
  const judged = stores.flatMap(({ store, rpo, rto }) => [
    { store, measure: 'RPO', ...rpo },
    { store, measure: 'RTO', ...rto },
  ]);
  return {
    title: `If ${role.activeRegion} is lost`,
    blocks: [
      ...(unknownBecause ? [{ text: `Unknown: ${unknownBecause}.` }] : []),
      {
        table: {
          caption: `Objectives of the plan, as they were judged ${whenKnown(answer?.at, at)}`,
          head: ['store', 'objective', 'judged', 'because'],
          rows: judged.map(({ store, measure, judged: word, because }) => [
            store,
            measure,
            unknownBecause
              ? { text: `was ${word}`, tone: 'unknown' as const }
              : { text: word, tone: JUDGED[word] },
            because,
          ]),
          none: 'No objective is judged.',
        },
      },
    ],
  };
}

export const pointsSection = ({ points, at }: Status): Section =>
  tableOf('Recovery points', {
    caption: 'The newest of each kind, and when one of them was last restored and checked',
    head: ['of', 'kind', 'in', 'reaches', 'proof', 'kept'],
    rows: points.map((one): readonly Cell[] => [
      one.store,
      one.kind,
      one.region,
      one.newest === undefined ? 'no moment' : when(one.newest, at),
      // A replica is promoted, and no drill proves it.
      one.kind === 'live-replica'
        ? 'is promoted, not restored'
        : { text: proofInWords(one, at), tone: pointTone(one) },
      String(one.count),
    ]),
    none: 'None is recorded.',
  });

function proofInWords({ disproven, lastProvenAt }: Status['points'][number], at: string): string {
  const bad = disproven.length > 0 ? `${disproven.length} disproven; ` : '';
  return `${bad}${lastProvenAt ? `proven ${when(lastProvenAt, at)}` : 'never proven'}`;
}

export const runsSection = ({ lastRuns, at }: Status): Section =>
  tableOf('Last runs', {
    caption: 'Failovers, switchovers, failbacks, restores and drills, the newest first',
    head: ['began', 'what', 'outcome', 'run', 'where', 'because'],
    rows: lastRuns.map(({ at: began, workflow, outcome, id, where, because }) => [
      whenKnown(began, at),
      workflow,
      { text: outcome, tone: outcome === 'open' ? 'busy' : outcomeTone(outcome) },
      id,
      where,
      because ?? '',
    ]),
    none: 'None is recorded.',
  });
