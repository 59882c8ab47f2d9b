import type { Drilled, DrillRecord } from '../../../lib/domain/drill-record';
import { ofDrill } from '../../../operator/report/of-drill';
import { documentFor } from '../../../operator/report/report-file';
import { at } from '../../helpers/at';

const proven: Drilled = {
  store: 'main',
  kind: 'snapshot-copy',
  point: 'firebackup-main-1',
  outcome: 'proven',
  usableSeconds: 612,
  recoveredTo: at(-3600),
};
const aDrill = (record: Partial<DrillRecord> = {}): DrillRecord => ({
  run: 'drill-1',
  execution: 'drill-1',
  trigger: 'schedule',
  region: 'us-west-2',
  startedAt: at(0),
  outcome: 'done',
  endedAt: at(900),
  drilled: [proven],
  ...record,
});

test('a drill that proved all it restored is good, and says when its data could be used', () => {
  const account = ofDrill(aDrill());

  expect(account.verdict).toEqual({ text: 'done, 1 of 1 recovery points proven', tone: 'good' });
  expect(documentFor('drill.md')(account)).toContain(
    '| snapshot-copy | main | firebackup-main-1 | ✓ proven | 2026-03-01 11:00:00 UTC | 612.0 s |  |',
  );
});

test.each<[string, Partial<DrillRecord>, string]>([
  [
    'disproved one',
    { drilled: [proven, { ...proven, outcome: 'disproven', because: 'a page is corrupt' }] },
    'bad',
  ],
  ['could not restore one', { drilled: [proven, { ...proven, outcome: 'not drilled' }] }, 'unknown'],
  ['drilled nothing', { drilled: [] }, 'unknown'],
  ['was refused', { outcome: 'refused', drilled: undefined }, 'unknown'],
  ['has not ended', { outcome: 'open', endedAt: undefined }, 'unknown'],
])('a drill that %s is not called good', (_, record, tone) => {
  expect(ofDrill(aDrill(record)).verdict.tone).toBe(tone);
});
