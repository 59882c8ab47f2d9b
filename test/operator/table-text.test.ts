import { stripVTControlCharacters } from 'node:util';
import { brokenRow, type ScenarioRow } from '../../operator/scenario-row';
import { tableText } from '../../operator/table-text';

const row: ScenarioRow = {
  scenario: 'old-region-returns',
  verdict: 'met',
  done: 'region died, and came back while it was failed over',
  phases: [
    {
      name: 'detect',
      startedAt: '2026-11-24T10:00:00.000Z',
      endedAt: '2026-11-24T10:00:03.000Z',
      seconds: 3,
    },
    {
      name: 'promote',
      startedAt: '2026-11-24T10:00:03.000Z',
      endedAt: '2026-11-24T10:00:04.500Z',
      seconds: 1.5,
    },
  ],
  expectedLossSeconds: 12.34,
  lost: 1234,
  lostSeconds: 11.11,
  writableAtOnce: 2,
  bothSeconds: 10.25,
  remarks: [
    'failed: never two writable databases: two for 10.25 s, which is long enough for a line that is wrapped',
  ],
};

const linesOf = (rows: readonly ScenarioRow[]) => stripVTControlCharacters(tableText(rows)).split('\n');

test('the table fits a terminal of 80 columns', () => {
  const lines = linesOf([row, brokenRow('there-and-back', new Error('the region '.repeat(20)))]);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('a row says how long it took in all and by phase, and what was lost', () => {
  const text = linesOf([row]).join('\n');
  expect(text).toContain('old-region-returns  met        4.50 s   12.34 s    1234 (11.11 s)     2, 10.25 s');
  expect(text).toContain('detect 3.00, promote 1.50');
});

test('a loss that nobody could bound is not shown as if it were', () => {
  expect(linesOf([{ ...row, mayHaveLostMore: true }]).join('\n')).toContain('12.34 s+');
});

test('a scenario that broke off is not as promised', () => {
  const lines = linesOf([row, brokenRow('flapping', new Error('no PostgreSQL'))]);
  expect(lines).toContain('1 of 2 scenarios as promised');
  expect(lines.join('\n')).toContain('no PostgreSQL');
});
