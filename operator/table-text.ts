import { styleText } from 'node:util';
import type { ScenarioRow } from './scenario-row';
import { wrapped } from './text';

const WIDTHS = [20, 11, 9, 11, 19, 9] as const;
const COLOURS = { met: 'green', missed: 'red', 'broke off': 'red' } as const;

/** Every scenario with what it came to, for a terminal of 80 columns. */
export const tableText = (rows: readonly ScenarioRow[]): string =>
  [
    '',
    styleText('bold', columns(['scenario', 'verdict', 'RTO', 'loss est.', 'loss counted', 'writable'])),
    ...rows.flatMap(rowLines),
    '',
    summary(rows),
    'RTO from the first bad probe to the confirmation; loss est.: as the run decided,',
    'with + where nobody could fence the old primary, which may have taken more;',
    'writable: databases that took writes of clients at one instant, at most, and',
    'for how long if two',
  ].join('\n');

function rowLines(row: ScenarioRow): readonly string[] {
  const { scenario, verdict, done, phases, remarks } = row;
  const rto = phases.reduce((sum, { seconds }) => sum + seconds, 0);
  const cells = columns([
    scenario,
    verdict,
    phases.length > 0 ? inSeconds(rto) : '-',
    expectedLoss(row),
    row.lost === undefined ? '-' : `${row.lost} (${inSeconds(row.lostSeconds ?? 0)})`,
    writable(row),
  ]);
  const byPhase = phases.map(({ name, seconds }) => `${name} ${seconds.toFixed(2)}`).join(', ');
  return [
    cells.replace(verdict, styleText(COLOURS[verdict], verdict)),
    ...[done, ...(byPhase ? [byPhase] : []), ...remarks].flatMap((text) =>
      wrapped(text).map((line) => `  ${line}`),
    ),
  ];
}

const expectedLoss = ({ expectedLossSeconds, mayHaveLostMore }: ScenarioRow): string =>
  expectedLossSeconds === undefined ? '-' : `${inSeconds(expectedLossSeconds)}${mayHaveLostMore ? '+' : ''}`;

function writable({ writableAtOnce, bothSeconds = 0 }: ScenarioRow): string {
  if (writableAtOnce === undefined) return '-';
  return writableAtOnce > 1 ? `${writableAtOnce}, ${inSeconds(bothSeconds)}` : String(writableAtOnce);
}

function summary(rows: readonly ScenarioRow[]): string {
  const met = rows.filter(({ verdict }) => verdict === 'met').length;
  const text = `${met} of ${rows.length} scenarios as promised`;
  return styleText(['bold', met === rows.length ? 'green' : 'red'], text);
}

const columns = (cells: readonly string[]): string =>
  cells
    .map((cell, index) => cell.padEnd(WIDTHS[index] ?? 0))
    .join('')
    .trimEnd();

const inSeconds = (seconds: number): string => `${seconds.toFixed(2)} s`;
