import { emptyScan } from '../../../lib/domain/wal/archive-scan';
import { archiveScanner } from '../../../lib/domain/wal/archive-scanner';
import type { BaseBackup } from '../../../lib/domain/wal/base-backup';
import { coverageOf } from '../../../lib/domain/wal/coverage';
import { coverageInWords } from '../../../lib/domain/wal/coverage-in-words';
import { byteAt, type Lsn, lsnAt, startOfSegment } from '../../../lib/domain/wal/lsn';
import { segmentName } from '../../../lib/domain/wal/segment-name';
import {
  parseTimelineHistory,
  type TimelineHistory,
  withoutAncestors,
} from '../../../lib/domain/wal/timeline-history';
import { at } from '../../helpers/at';
import { MEGABYTE } from './an-archive';

const SEGMENT = 16 * MEGABYTE;
const place = (segment: number, offset = 0): Lsn =>
  lsnAt(byteAt(startOfSegment(segment, SEGMENT)) + BigInt(offset));

/** Segment n is archived at second n. */
function anArchive(...segments: readonly (readonly [timeline: number, ...segments: number[]])[]) {
  const scanner = archiveScanner(emptyScan(SEGMENT));
  for (const [timeline, ...numbers] of segments) {
    for (const number of numbers) scanner.see(segmentName(timeline, number, SEGMENT), SEGMENT, at(number));
  }
  return scanner.scan();
}

const aBackup = (segment: number, overrides: Partial<BaseBackup> = {}): BaseBackup => ({
  label: 'nightly',
  timeline: 1,
  startLsn: place(segment, 40),
  checkpointLsn: place(segment, 96),
  stopLsn: place(segment, 312),
  stoppedAt: at(segment - 0.5),
  ...overrides,
});

function aHistory(timeline: number, contents: string): TimelineHistory {
  const reading = parseTimelineHistory(timeline, contents);
  if (reading.outcome === 'unreadable') throw new Error(reading.because);
  return reading.history;
}

const first = withoutAncestors(1);

describe('a base backup', () => {
  test('covers from where it became consistent to the end of the last segment before the first hole', () => {
    const coverage = coverageOf(anArchive([1, 2, 3, 4, 6, 7]), first, [aBackup(3)]);
    expect(coverage.backups).toEqual([
      {
        outcome: 'covers',
        backup: aBackup(3),
        window: { from: place(3, 312), to: place(5), fromAt: at(2.5), toAt: at(4) },
      },
    ]);
  });

  test.each([
    [
      'a segment before its stop is missing',
      aBackup(3, { stopLsn: place(5, 1) }),
      'it needs 000000010000000000000005',
    ],
    ['its first segment is missing', aBackup(1), 'it needs 000000010000000000000001'],
    ['its timeline is no ancestor', aBackup(3, { timeline: 2 }), 'timeline 2 is no ancestor of timeline 1'],
  ])('covers nothing when %s', (_, backup, because) => {
    const { backups, windows } = coverageOf(anArchive([1, 2, 3, 4, 6]), first, [backup]);
    expect(backups).toMatchObject([{ outcome: 'covers-nothing', because: expect.stringContaining(because) }]);
    expect(windows).toEqual([]);
  });

  test('that stops exactly where a segment ends does not need the next one', () => {
    const backup = aBackup(3, { stopLsn: place(5) });
    expect(coverageOf(anArchive([1, 3, 4]), first, [backup]).backups[0]?.outcome).toBe('covers');
  });
});

describe('across a switch of timelines', () => {
  const second = aHistory(2, `1\t${place(5, 4096)}\tno recovery target specified\n`);

  test('recovery goes on in the child’s copy of the segment that the switch happened in', () => {
    const { windows } = coverageOf(anArchive([1, 3, 4], [2, 5, 6]), second, [aBackup(3)]);
    expect(windows).toMatchObject([{ to: place(7), toAt: at(6) }]);
  });

  test('what the parent wrote after the switch is no help', () => {
    const { windows, holes } = coverageOf(anArchive([1, 3, 4, 5, 6, 7], [2, 6]), second, [aBackup(3)]);
    expect(windows).toMatchObject([{ to: place(5) }]);
    expect(holes).toMatchObject([{ missing: [{ firstName: '000000020000000000000005', count: 1 }] }]);
  });

  test('a hole on both sides of the switch is named by both timelines', () => {
    const { holes } = coverageOf(anArchive([1, 2, 3], [2, 7]), second, [aBackup(3)]);
    expect(holes[0]?.missing).toMatchObject([
      { timeline: 1, first: 4, last: 4 },
      { timeline: 2, first: 5, last: 6 },
    ]);
  });

  test.each([
    ['stopped after the switch', aBackup(5, { stopLsn: place(5, 4097) }), 'after timeline 1 was left at'],
    ['starts before its timeline', aBackup(4, { timeline: 2 }), 'before timeline 2 began at'],
  ])('a base backup that %s covers nothing', (_, backup, because) => {
    const { backups } = coverageOf(anArchive([1, 3, 4, 5], [2, 5, 6]), second, [backup]);
    expect(backups).toMatchObject([{ outcome: 'covers-nothing', because: expect.stringContaining(because) }]);
  });

  test('after several switches in one segment the last child’s copy counts', () => {
    const third = aHistory(3, `1\t${place(5, 4096)}\tx\n2\t${place(5, 8192)}\tx\n`);
    const archived = anArchive([1, 3, 4, 5], [2, 5], [3, 5, 6]);
    expect(coverageOf(archived, third, [aBackup(3)]).windows).toMatchObject([{ to: place(7) }]);
    const withoutThird = anArchive([1, 3, 4, 5], [2, 5], [3, 6]);
    expect(coverageOf(withoutThird, third, [aBackup(3)]).windows).toMatchObject([{ to: place(5) }]);
  });
});

describe('in words', () => {
  test.each([
    [
      'one window',
      coverageOf(anArchive([1, 2, 3]), first, [aBackup(2)]),
      'recoverable on timeline 1 from 2026-03-01T12:00:01.500Z (0/2000138) to 2026-03-01T12:00:03.000Z (0/4000000)',
    ],
    [
      'a hole until the next base backup, and one without another',
      coverageOf(anArchive([1, 2, 3, 6, 7, 9]), first, [aBackup(2), aBackup(7)]),
      'recoverable on timeline 1 from 2026-03-01T12:00:01.500Z (0/2000138) to 2026-03-01T12:00:07.000Z (0/8000000), except 2026-03-01T12:00:03.000Z (0/4000000) to 2026-03-01T12:00:06.500Z (0/7000138) (missing 000000010000000000000004 to 000000010000000000000005, 2 segments); nothing newer: missing 000000010000000000000008',
    ],
    [
      'no base backup',
      coverageOf(anArchive([1, 2, 3]), first, []),
      'nothing is recoverable on timeline 1: no base backup is known',
    ],
    [
      'a useless base backup',
      coverageOf(anArchive([1, 2, 3]), first, [aBackup(4)]),
      'nothing is recoverable on timeline 1: base backup "nightly": it needs 000000010000000000000004 to become consistent, which is not in the archive',
    ],
  ])('%s', (_, coverage, words) => {
    expect(coverageInWords(coverage)).toBe(words);
  });
});

test('an archive that was listed out of order covers nothing', () => {
  const scan = { ...anArchive([1, 2, 3]), distrustedBecause: 'names ran backwards' };
  const coverage = coverageOf(scan, first, [aBackup(2)]);
  expect(coverage).toMatchObject({ windows: [], holes: [], backups: [{ because: 'names ran backwards' }] });
});
