import { archiveCoverage, labelledBackups, namesToRead } from '../../lib/domain/archive-coverage';
import { type ArchiveScan, emptyScan } from '../../lib/domain/wal/archive-scan';
import { archiveScanner } from '../../lib/domain/wal/archive-scanner';
import { historyName, segmentName } from '../../lib/domain/wal/segment-name';
import { at } from '../helpers/at';

const SEGMENT = 2 ** 24;
const LABEL = '000000010000000000000002.00000028.backup';

/** The history file of a base backup that began and ended in segment 2, ten seconds after noon. */
const label = (
  stopTime = '2026-03-01 12:00:10 UTC',
) => `START WAL LOCATION: 0/2000028 (file 000000010000000000000002)
STOP WAL LOCATION: 0/2000100 (file 000000010000000000000002)
CHECKPOINT LOCATION: 0/2000060
BACKUP METHOD: streamed
BACKUP FROM: primary
START TIME: 2026-03-01 12:00:00 UTC
LABEL: nightly
START TIMELINE: 1
STOP TIME: ${stopTime}
STOP TIMELINE: 1
`;

/** Segments archived a minute apart. */
function scanOf(segments: readonly number[], others: readonly string[] = []): ArchiveScan {
  const scanner = archiveScanner(emptyScan(SEGMENT));
  const names = [...segments.map((segment) => segmentName(1, segment, SEGMENT)), ...others];
  for (const name of names.toSorted()) {
    const segment = name.length === 24 ? Number.parseInt(name.slice(16), 16) : 0;
    scanner.see(name, SEGMENT, at(60 * segment));
  }
  return scanner.scan();
}
const covered = (scan: ArchiveScan, read: Readonly<Record<string, string>>) =>
  archiveCoverage(scan, read, labelledBackups(read).backups);

test('a window reaches from behind the second in which the backup ended to its last segment', () => {
  const coverage = covered(scanOf([1, 2, 3, 4], [LABEL]), { [LABEL]: label() });
  expect(coverage).toMatchObject({ windows: [{ from: at(11), to: at(240) }], holes: [], unusable: [] });
  expect(coverage.unknownBecause).toBeUndefined();
});

test('a hole is a sentence that names what is missing', () => {
  const { windows, holes } = covered(scanOf([1, 2, 3, 5, 6], [LABEL]), { [LABEL]: label() });
  expect(windows).toEqual([{ from: at(11), to: at(180) }]);
  expect(holes).toEqual([
    `nothing from ${at(180)} (0/4000000) to ${at(360)} (0/7000000) can be recovered: missing 000000010000000000000004`,
  ]);
});

test.each([
  ['an empty archive', scanOf([]), {}, 'no segment is in the archive'],
  ['an archive without a base backup', scanOf([1, 2]), {}, 'no base backup is known'],
  [
    'one whose base backup lacks its own WAL',
    scanOf([3, 4], [LABEL]),
    { [LABEL]: label() },
    'it needs 000000010000000000000002',
  ],
  [
    'one whose newest history cannot be read',
    scanOf([1, 2], [historyName(2)]),
    {},
    '00000002.history is in the archive and could not be read',
  ],
  [
    'one whose newest history is none',
    scanOf([1, 2], [historyName(2)]),
    { [historyName(2)]: 'nonsense' },
    'the history of timeline 2 holds "nonsense"',
  ],
])('from %s nothing can be recovered, and that is a hole', (_, scan, read, because) => {
  const coverage = covered(scan, read);
  expect(coverage.windows).toEqual([]);
  expect(coverage.holes).toEqual([expect.stringContaining(because)]);
});

test('how far one reaches is unknown where nobody can say when its base backup ended', () => {
  const coverage = covered(scanOf([1, 2, 3], [LABEL]), { [LABEL]: label('2026-03-01 12:00:10 IST') });
  expect(coverage.windows).toEqual([]);
  expect(coverage.unknownBecause).toContain('is not known');
});

test('a label that is none makes no backup', () => {
  const { backups, unreadable } = labelledBackups({ [LABEL]: 'LABEL: nightly' });
  expect(backups).toEqual([]);
  expect(unreadable).toEqual([`${LABEL}: the backup history file holds no START WAL LOCATION`]);
});

test('what has to be read are the labels and the newest history', () => {
  expect(namesToRead(scanOf([1, 2], [LABEL, historyName(2), historyName(3)]))).toEqual([
    LABEL,
    historyName(3),
  ]);
});

test('of hundreds of labels the newest hundred are read', () => {
  const labels = Array.from(
    { length: 250 },
    (_, index) => `${segmentName(1, index + 1, SEGMENT)}.00000028.backup`,
  );
  const names = namesToRead(scanOf([1], labels));
  expect([names.length, names.at(-1)]).toEqual([100, labels.at(-1)]);
});
