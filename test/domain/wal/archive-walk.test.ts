import fc from 'fast-check';
import { emptyScan, gapsIn } from '../../../lib/domain/wal/archive-scan';
import { listingOf, rescanned, scanArchive } from '../../../lib/domain/wal/archive-walk';
import { gap } from '../../../lib/domain/wal/archived-runs';
import { parseWalName, segmentName } from '../../../lib/domain/wal/segment-name';
import { archives, LENGTH, MEGABYTE, pagesAfter } from './an-archive';

const SEGMENT = 16 * MEGABYTE;
const lateness = fc.array(fc.boolean(), { minLength: LENGTH, maxLength: LENGTH });

test('a gap is listed by itself: from before its first segment to behind all forms of its last', () => {
  const { after, before } = listingOf(gap(1, 0x1f, 0x20, SEGMENT));
  const inside = ['1F', '1F.gz', '20', '20.00000028.backup', '20.zst'].map(
    (end) => `0000000100000000000000${end}`,
  );
  expect(inside.filter((name) => name > after && name < before)).toEqual(inside);
  expect('000000010000000000000021' < before).toBe(false);
});

test('segments that came late, behind the back of earlier walks, are found when their gap is listed again', async () => {
  await fc.assert(
    fc.asyncProperty(archives, lateness, async (archive, isLate) => {
      const { segmentBytes, objects, present } = archive;
      const early = objects.filter(({ name }) => {
        const parsed = parseWalName(name, segmentBytes);
        if (parsed.kind !== 'segment') return true;
        const segments = [...(present.get(parsed.timeline) ?? [])];
        const isEnd = parsed.segment === segments.at(0) || parsed.segment === segments.at(-1);
        return isEnd || !isLate[parsed.segment % LENGTH];
      });
      let scan = await scanArchive(emptyScan(segmentBytes), pagesAfter(early, ''));
      scan = await scanArchive(scan, pagesAfter(objects, scan.after));
      for (const hole of gapsIn(scan)) {
        const { after, before } = listingOf(hole);
        scan = rescanned(
          scan,
          hole,
          objects.filter(({ name }) => name > after && name < before),
        );
      }
      const whole = await scanArchive(emptyScan(segmentBytes), pagesAfter(objects, ''));
      expect(scan.timelines).toEqual(whole.timelines);
    }),
  );
});

test('a timeline of which only the history was known gets its late segments', () => {
  const scan = { ...emptyScan(SEGMENT), after: '00000003.history', histories: [2, 3] };
  const objects = [4, 5, 6].map((segment) => ({ name: segmentName(2, segment, SEGMENT) }));
  expect(rescanned(scan, gap(2, 5, 6, SEGMENT), objects).timelines).toEqual([
    { timeline: 2, runs: [{ first: 5, last: 6 }] },
  ]);
});

test('a gap that is listed out of order makes the scan distrusted', () => {
  const objects = [6, 5].map((segment) => ({ name: segmentName(1, segment, SEGMENT) }));
  const scan = rescanned(emptyScan(SEGMENT), gap(1, 5, 6, SEGMENT), objects);
  expect(scan.distrustedBecause).toContain('was listed after');
});
