import fc from 'fast-check';
import { joinedScan, type NameRange, rangesOf } from '../../../lib/domain/wal/archive-ranges';
import { emptyScan } from '../../../lib/domain/wal/archive-scan';
import { scanArchive } from '../../../lib/domain/wal/archive-walk';
import { segmentName } from '../../../lib/domain/wal/segment-name';
import { archives, MEGABYTE, pagesAfter, type RandomArchive } from './an-archive';

const SEGMENT = 16 * MEGABYTE;

const walkedIn = ({ segmentBytes, objects }: RandomArchive, ranges: readonly NameRange[]) =>
  Promise.all(
    ranges.map(({ from, before }) => {
      const part = objects.filter(({ name }) => name >= from && (before === undefined || name < before));
      return scanArchive(emptyScan(segmentBytes), pagesAfter(part, ''));
    }),
  );

test('an archive that was walked in ranges is the one that a single walk sees, whatever lies in it', async () => {
  await fc.assert(
    fc.asyncProperty(archives, fc.array(fc.nat(1000), { maxLength: 4 }), async (archive, places) => {
      const { segmentBytes, objects, present } = archive;
      const segments = [...present].flatMap(([timeline, there]) =>
        [...there].map((segment) => segmentName(timeline, segment, segmentBytes)),
      );
      const cuts = [...new Set(places.map((place) => segments[place % Math.max(1, segments.length)]))]
        .filter((cut) => cut !== undefined)
        .toSorted();
      const ranges = ['', ...cuts].map((from, index) => ({ from, before: cuts[index] }));
      const scan = joinedScan(await walkedIn(archive, ranges), segmentBytes);
      expect(scan).toEqual(await scanArchive(emptyScan(segmentBytes), pagesAfter(objects, '')));
    }),
  );
});

const archived = (...runs: readonly (readonly [timeline: number, first: number, last: number])[]) => ({
  ...emptyScan(SEGMENT),
  timelines: runs.map(([timeline, first, last]) => ({ timeline, runs: [{ first, last }] })),
});

test('the first walk, and that of a small archive, is one', () => {
  expect(rangesOf(emptyScan(SEGMENT))).toEqual([{ from: '', before: undefined }]);
  expect(rangesOf(archived([1, 1, 50_000]))).toHaveLength(1);
});

test('a large archive is cut into equal shares, across its timelines, and is open at its end', () => {
  const cut = segmentName(2, 40_001, SEGMENT);
  expect(rangesOf(archived([1, 1, 10_000], [2, 1, 90_000]))).toEqual([
    { from: '', before: cut },
    { from: cut, before: undefined },
  ]);
});

test('however large an archive is, eight walks at once are the most', () => {
  const ranges = rangesOf(archived([1, 1, 5_000_000]));
  expect(ranges).toHaveLength(8);
  expect(ranges.slice(1).map(({ from }) => from)).toEqual(ranges.slice(0, -1).map(({ before }) => before));
});
