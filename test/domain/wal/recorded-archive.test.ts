import { emptyScan, findingsOf, gapsIn, latestTimeline } from '../../../lib/domain/wal/archive-scan';
import { archiveScanner } from '../../../lib/domain/wal/archive-scanner';
import { parseBackupHistory } from '../../../lib/domain/wal/base-backup';
import { coverageOf } from '../../../lib/domain/wal/coverage';
import { coverageInWords } from '../../../lib/domain/wal/coverage-in-words';
import { parseTimelineHistory } from '../../../lib/domain/wal/timeline-history';
import { MEGABYTE } from './an-archive';

/*
 * What PostgreSQL 16 archived with segments of 1 MB: a base backup, five segments, a crash, a recovery from the archive
 * to timeline 2 at the seam of two segments, three more segments. All 8,000 rows were there after the recovery.
 */
const NAMES = [
  '000000010000000000000005',
  '000000010000000000000006',
  '000000010000000000000006.00000028.backup',
  '000000010000000000000007',
  '000000010000000000000008',
  '000000010000000000000009',
  '00000001000000000000000A',
  '00000001000000000000000B',
  '00000002.history',
  '00000002000000000000000C',
  '00000002000000000000000D',
  '00000002000000000000000E',
];

const BACKUP = `START WAL LOCATION: 0/600028 (file 000000010000000000000006)
STOP WAL LOCATION: 0/600100 (file 000000010000000000000006)
CHECKPOINT LOCATION: 0/600060
BACKUP METHOD: streamed
BACKUP FROM: primary
START TIME: 2026-11-23 21:12:14 UTC
LABEL: nightly
START TIMELINE: 1
STOP TIME: 2026-11-23 21:12:14 UTC
STOP TIMELINE: 1
`;

test('a recorded archive is recoverable as PostgreSQL recovered it', () => {
  const scanner = archiveScanner(emptyScan(MEGABYTE));
  for (const name of NAMES) scanner.see(name, name.endsWith('backup') ? BACKUP.length : MEGABYTE);
  const scan = scanner.scan();
  expect(gapsIn(scan)).toEqual([]);
  expect(latestTimeline(scan)).toBe(2);
  expect(findingsOf(scan).backups).toEqual(['000000010000000000000006.00000028.backup']);

  const history = parseTimelineHistory(2, '1\t0/C00000\tno recovery target specified\n');
  const backup = parseBackupHistory(BACKUP);
  if (history.outcome === 'unreadable' || backup.outcome === 'unreadable') throw new Error('unreadable');
  expect(coverageInWords(coverageOf(scan, history.history, [backup.backup]))).toBe(
    'recoverable on timeline 2 from 2026-11-23T21:12:14.000Z (0/600100) to 0/F00000',
  );
});
