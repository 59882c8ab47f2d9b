import type { Account, Cell, Figure } from '../../lib/page/account';
import { inSeconds } from '../../lib/page/words';
import type { Played } from '../play';
import type { ScenarioRow } from '../scenario-row';
import { measuresChart } from './charts/measures-chart';
import { conditionsOf, unknownSection } from './parts';
import { surroundingsSection } from './sections/surroundings';

const TONES = { met: 'good', missed: 'bad', 'broke off': 'bad' } as const;

/** What is told of every scenario, one row each. */
export function ofAll({ rows, reports }: Played): Account {
  const met = rows.filter(({ verdict }) => verdict === 'met').length;
  const [first] = reports;
  const left = new Set(reports.flatMap((report) => report.notRehearsed));
  const remarks = rows.flatMap(({ scenario, remarks }) => remarks.map((remark) => `${scenario}: ${remark}`));
  const both = rows.filter(({ writableAtOnce = 0 }) => writableAtOnce > 1).length;
  return {
    title: 'Rehearsal: all scenarios',
    verdict: {
      text: `${met} of ${rows.length} scenarios as promised`,
      tone: met === rows.length ? 'good' : 'bad',
    },
    sentence: `${rows.length} things that can go wrong were done to two regions on one machine, one after the other. ${met} of them came out as promised, ${rows.length - met} did not or broke off.`,
    figures: [
      { name: 'as promised', value: `${met}`, note: `of ${rows.length} scenarios` },
      {
        name: 'two writable',
        value: `${both}`,
        note: 'scenarios in which two databases took writes at one instant',
      },
    ],
    conditions: first
      ? `${conditionsOf(first)} ${restInWords(reports)}`
      : 'No scenario was played to its end.',
    sections: [
      { title: 'Scenarios', blocks: [{ table: scenarioTable(rows) }] },
      { title: 'Recovery times', blocks: [{ figure: times(rows) }] },
      unknownSection(remarks, [...left], 'Not as promised, or not known'),
      ...(first ? [surroundingsSection(first.surroundings, first.waitCompression)] : []),
    ],
  };
}

const scenarioTable = (rows: readonly ScenarioRow[]) => ({
  caption: 'Every scenario: what was done, and what it came to',
  head: ['scenario', 'verdict', 'RTO', 'loss expected', 'loss counted', 'writable', 'what was done'],
  rows: rows.map((row): readonly Cell[] => [
    row.scenario,
    { text: row.verdict, tone: TONES[row.verdict] },
    row.phases.length === 0 ? 'none' : inSeconds(rtoOf(row)),
    row.expectedLossSeconds === undefined ? 'not estimated' : inSeconds(row.expectedLossSeconds),
    row.lost === undefined ? 'not counted' : `${row.lost} (${inSeconds(row.lostSeconds ?? 0)})`,
    row.writableAtOnce === undefined ? 'not looked at' : writable(row),
    row.done,
  ]),
  none: 'No scenario was played.',
});

function times(rows: readonly ScenarioRow[]): Figure {
  const moved = rows.filter(({ phases }) => phases.length > 0);
  const measures = moved.map((row) => ({
    name: row.scenario,
    seconds: rtoOf(row),
    tone: TONES[row.verdict],
  }));
  return {
    title: 'From the first bad probe to the confirmation, by scenario',
    description: `Of the last run that moved the role, on a logarithmic scale (straight below a second): ${moved.map((row) => `${row.scenario} ${inSeconds(rtoOf(row))}`).join(', ')}.`,
    draw: (width) => measuresChart(measures, width),
    table: {
      caption: 'Phases of the last run that moved the role',
      head: ['scenario', 'in all', 'phases'],
      rows: moved.map((row) => [
        row.scenario,
        inSeconds(rtoOf(row)),
        row.phases.map(({ name, seconds }) => `${name} ${inSeconds(seconds)}`).join(', '),
      ]),
      none: 'No run moved the role.',
    },
  };
}

/** The first scenario stands for the conditions of all. */
const restInWords = (reports: Played['reports']): string =>
  `That was the first scenario; all that were played to their end took ${inSeconds(reports.reduce((sum, { seconds }) => sum + seconds, 0))}.`;

const rtoOf = ({ phases }: ScenarioRow): number => phases.reduce((sum, { seconds }) => sum + seconds, 0);
const writable = ({ writableAtOnce = 0, bothSeconds = 0 }: ScenarioRow): string =>
  writableAtOnce > 1 ? `${writableAtOnce}, for ${inSeconds(bothSeconds)}` : String(writableAtOnce);
