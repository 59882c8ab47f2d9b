import fc from 'fast-check';
import { parseBackupHistory } from '../../../lib/domain/wal/base-backup';

const LINES = [
  'START WAL LOCATION: 0/2000028 (file 000000010000000000000002)',
  'STOP WAL LOCATION: 0/2000138 (file 000000010000000000000002)',
  'CHECKPOINT LOCATION: 0/2000060',
  'BACKUP METHOD: streamed',
  'BACKUP FROM: primary',
  'START TIME: 2026-03-01 12:00:00 UTC',
  'LABEL: nightly: all of it',
  'START TIMELINE: 1',
  'STOP TIME: 2026-03-01 12:04:05 UTC',
  'STOP TIMELINE: 1',
];

const withLine = (name: string, value: string | undefined): string =>
  LINES.flatMap((line) =>
    line.startsWith(`${name}: `) ? (value === undefined ? [] : [`${name}: ${value}`]) : line,
  ).join('\n');

test('a backup history file tells from where to where a base backup needs WAL, and when it was taken', () => {
  expect(parseBackupHistory(`${LINES.join('\n')}\n`)).toEqual({
    outcome: 'read',
    backup: {
      label: 'nightly: all of it',
      timeline: 1,
      startLsn: '0/2000028',
      stopLsn: '0/2000138',
      checkpointLsn: '0/2000060',
      startedAt: '2026-03-01T12:00:00.000Z',
      stoppedAt: '2026-03-01T12:04:05.000Z',
    },
  });
});

test.each([
  ['2026-03-01 12:04:05 GMT', '2026-03-01T12:04:05.000Z'],
  ['2026-03-01 12:04:05 +03', '2026-03-01T09:04:05.000Z'],
  ['2026-03-01 12:04:05 -0330', '2026-03-01T15:34:05.000Z'],
  ['2026-03-01 12:04:05 IST', undefined],
  ['2026-03-01 12:04:05 CET', undefined],
  ['2026-13-01 12:04:05 UTC', undefined],
  ['2026-03-01 12:04:05', undefined],
])('a stop time of %s is %s', (written, stoppedAt) => {
  const reading = parseBackupHistory(withLine('STOP TIME', written));
  expect(reading.outcome === 'read' && reading.backup.stoppedAt).toBe(stoppedAt);
});

test.each([
  ['START WAL LOCATION', undefined, 'no START WAL LOCATION'],
  ['START WAL LOCATION', 'x/y', 'no START WAL LOCATION'],
  ['CHECKPOINT LOCATION', undefined, 'no CHECKPOINT LOCATION'],
  ['STOP WAL LOCATION', undefined, 'the backup has not ended'],
  [
    'STOP WAL LOCATION',
    '0/2000028 (file 000000010000000000000002)',
    'a stop at 0/2000028, not after 0/2000028',
  ],
  ['START TIMELINE', undefined, 'no START TIMELINE'],
  ['START TIMELINE', '0', 'no START TIMELINE'],
  ['STOP TIMELINE', '2', 'a timeline switch'],
])('with %s being %p it is unreadable: %s', (name, value, because) => {
  const reading = parseBackupHistory(withLine(name, value));
  expect(reading).toEqual({ outcome: 'unreadable', because: expect.stringContaining(because) });
});

test('lines that are missing, doubled or shuffled never raise an exception', () => {
  const lines = fc.array(fc.oneof(fc.constantFrom(...LINES), fc.string()), { maxLength: 14 });
  fc.assert(
    fc.property(lines, (some) => {
      expect(['read', 'unreadable']).toContain(parseBackupHistory(some.join('\n')).outcome);
    }),
  );
});
