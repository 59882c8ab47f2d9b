import type { Fence } from '../../../lib/domain/fence';
import type { Run } from '../../../lib/domain/run';
import { evidenceOf, fencesOf } from '../../../lib/domain/run-evidence';
import type { Situation } from '../../../lib/domain/situation';
import type { Block, Section, Table } from '../../../lib/page/account';
import { inSeconds, timeOfDay } from '../../../lib/page/words';
import { phasesChart } from '../charts/phases-chart';
import { decisionInWords } from './decision-words';

/** A run as its record keeps it: its phases, and the decision with the evidence that it stood on. */
export function runSection(run: Run): Section {
  const { situation } = evidenceOf(run);
  const { phases = [] } = run;
  return {
    title: `The ${run.workflow} ${run.id}`,
    blocks: [
      { title: 'The decision' },
      { items: decisionInWords(run), none: '' },
      ...(isSituation(situation)
        ? [{ table: seen(situation) }]
        : [{ text: 'The evidence that was decided on is not in the record.' }]),
      ...(phases.length > 0 ? [{ title: 'Its phases' }, phasesFigure(run)] : []),
    ],
  };
}

const isSituation = (situation: Situation | undefined): situation is Situation =>
  typeof situation === 'object' && situation !== null && 'evidence' in situation;

const seen = ({ evidence }: Situation): Table => ({
  caption: 'The evidence: what each vantage point saw, its last word on each component last',
  head: ['from', 'component', 'outcome', 'probes', 'since, UTC', 'detail'],
  rows: evidence.flatMap(({ vantagePoint, streaks }) =>
    streaks.map(({ component, outcome, count, from, detail }) => [
      vantagePoint,
      component,
      { text: outcome, tone: OUTCOMES[outcome] },
      String(count),
      timeOfDay(from),
      detail,
    ]),
  ),
  none: 'Nobody had probed.',
});
const OUTCOMES = { up: 'good', down: 'bad', unknown: 'unknown' } as const;

function phasesFigure({ phases = [] }: Run): Block {
  const whole = phases.reduce((sum, { seconds }) => sum + seconds, 0);
  return {
    figure: {
      title: 'Phases, each from where the one before it ended',
      description: `${phases.map(({ name, seconds }) => `${name} ${inSeconds(seconds)}`).join(', ')}: ${inSeconds(whole)} in all.`,
      draw: (width) => phasesChart(phases, width),
      table: {
        caption: 'Phases of the run',
        head: ['phase', 'from, UTC', 'to, UTC', 'took'],
        rows: phases.map(({ name, startedAt, endedAt, seconds }) => [
          name,
          timeOfDay(startedAt),
          timeOfDay(endedAt),
          inSeconds(seconds),
        ]),
        none: '',
      },
    },
  };
}

/** Fences with when they were seen, which of them held, and since when. */
export const fenceTable = (fences: readonly { readonly when: string; readonly fence: Fence }[]): Table => ({
  caption: 'Fences: what keeps clients from writing to the old side',
  head: ['when', 'what', 'outcome', 'held since, UTC', 'because'],
  rows: fences.map(({ when, fence: { component, id, outcome, heldAt, because } }) => [
    when,
    `${component} ${id}`,
    { text: outcome, tone: outcome === 'held' ? 'good' : 'unknown' },
    heldAt === undefined ? (outcome === 'held' ? 'unknown' : 'never seen to hold') : timeOfDay(heldAt),
    because,
  ]),
  none: 'No fence is recorded.',
});

export const fencesOfRun = (run: Run): readonly { readonly when: string; readonly fence: Fence }[] =>
  fencesOf(evidenceOf(run)).map((fence) => ({ when: `at the ${run.workflow}`, fence }));
