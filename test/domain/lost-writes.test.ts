import { lostWritesInWords, promotionPoint } from '../../lib/domain/lost-writes';
import { aRun } from '../helpers/a-run';

const steps = (write: object) => ({
  evidence: { steps: { databases: [{ write, check: { database: 'main' } }] } },
});

test('where a run promoted a database is read from its record', () => {
  const run = aRun(steps({ firstXid: '740', lsn: '0/5000' }));
  expect(promotionPoint(run, 'main')).toEqual({ database: 'main', firstXid: '740', lsn: '0/5000' });
});

test.each([
  ['there is no run', undefined],
  ['the run kept no steps', aRun({ evidence: undefined })],
  ['its step did not say', aRun(steps({ at: 'then' }))],
])('where it was is unknown when %s', (_, run) => {
  expect(promotionPoint(run, 'main')).toBeUndefined();
});

test('a report is a lower bound, and says so', () => {
  const read = { database: 'main', outcome: 'read', tables: [], rows: 0, unread: [], walBytes: 96 } as const;
  expect(lostWritesInWords(read)).toBe('main: at least 0 rows, 96 bytes of WAL');
  const unread = [{ table: 'public.a', because: 'permission denied' }];
  expect(lostWritesInWords({ ...read, unread })).toBe(
    'main: at least 0 rows, 96 bytes of WAL; public.a could not be read: permission denied',
  );
  expect(lostWritesInWords({ ...read, rows: 3, tables: [{ table: 'public.b', rows: 3 }] })).toContain(
    'at least 3 rows (3 in public.b)',
  );
  expect(lostWritesInWords({ database: 'main', outcome: 'unknown', because: 'it is gone' })).toBe(
    'main: it is not known what was lost: it is gone',
  );
});
