import type { Drilled, DrillRecord } from '../../lib/domain/drill-record';
import type { Account, Cell, Section, Table, Tone } from '../../lib/page/account';
import { inSeconds, inUtc } from '../../lib/page/words';
import { measuresChart } from './charts/measures-chart';

const TONES: Readonly<Record<Drilled['outcome'], Tone>> = {
  proven: 'good',
  disproven: 'bad',
  'not drilled': 'unknown',
};

/** What is told of a drill in the cloud, from its record in the ledger. */
export function ofDrill(record: DrillRecord): Account {
  const { run, region, trigger, outcome, because, startedAt, endedAt, drilled = [], waiting = [] } = record;
  const those = (word: Drilled['outcome']) => drilled.filter((one) => one.outcome === word).length;
  const unknown = [
    ...drilled.flatMap(({ point, contents }) => (contents?.unknowns ?? []).map((one) => `${point}: ${one}`)),
    ...waiting.map(({ store, kind, because: why }) => `${kind} of ${store} waits for another drill: ${why}`),
  ];
  return {
    title: `Drill: ${run} in ${region}`,
    verdict: {
      text: `${outcome}, ${those('proven')} of ${drilled.length} recovery points proven`,
      tone: toneOf(record),
    },
    sentence: `Recovery points were restored in ${region} and looked into: ${those('proven')} proven, ${those('disproven')} disproven, ${those('not drilled')} not drilled.${because === undefined ? '' : ` It ended so because ${because}.`}`,
    figures: (['proven', 'disproven', 'not drilled'] as const).map((word) => ({
      name: word,
      value: String(those(word)),
      note: `of ${drilled.length} recovery points`,
    })),
    conditions: `Set off by ${trigger}, begun ${inUtc(startedAt)}, ended ${endedAt === undefined ? 'not yet' : inUtc(endedAt)}, as the ledger has it.`,
    sections: [
      pointsDrilled(drilled),
      {
        title: 'Not known',
        blocks: [{ items: unknown, none: 'Nothing of what is asked above.' }],
      },
    ],
  };
}

/** Nothing that went without a proof is called good. */
function toneOf({ outcome, drilled = [] }: DrillRecord): Tone {
  if (outcome === 'failed' || drilled.some((one) => one.outcome === 'disproven')) return 'bad';
  const allProven = drilled.length > 0 && drilled.every((one) => one.outcome === 'proven');
  return outcome === 'done' && allProven ? 'good' : 'unknown';
}

function pointsDrilled(drilled: readonly Drilled[]): Section {
  const table: Table = {
    caption: 'What was restored, what was found, and when it could be used',
    head: ['kind', 'of', 'point', 'outcome', 'stands at', 'usable after', 'because'],
    rows: drilled.map(row),
    none: 'Nothing was drilled.',
  };
  const measures = drilled.map(({ kind, store, outcome, usableSeconds }) => ({
    name: `${kind} of ${store}`,
    seconds: usableSeconds,
    tone: TONES[outcome],
  }));
  const figure = {
    title: 'From asking for the restore to data that can be used',
    description: 'On a logarithmic scale (straight below a second). Hollow: it never came to that.',
    draw: (width: number) => measuresChart(measures, width),
    table,
  };
  return { title: 'Recovery points', blocks: drilled.length > 0 ? [{ figure }] : [{ table }] };
}

const row = ({
  kind,
  store,
  point,
  outcome,
  recoveredTo,
  usableSeconds,
  because,
}: Drilled): readonly Cell[] => [
  kind,
  store,
  point,
  { text: outcome, tone: TONES[outcome] },
  recoveredTo === undefined ? 'unknown' : inUtc(recoveredTo),
  inSeconds(usableSeconds),
  because ?? '',
];
