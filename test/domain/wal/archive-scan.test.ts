import fc from 'fast-check';
import {
  type ArchivedObject,
  type ArchiveScan,
  emptyScan,
  findingsOf,
  gapsIn,
  latestTimeline,
  newestSegment,
} from '../../../lib/domain/wal/archive-scan';
import { archiveScanner } from '../../../lib/domain/wal/archive-scanner';
import { scanArchive } from '../../../lib/domain/wal/archive-walk';
import { segmentName } from '../../../lib/domain/wal/segment-name';
import { at } from '../../helpers/at';
import { archives, MEGABYTE, pagesAfter } from './an-archive';

const SEGMENT = 16 * MEGABYTE;
const named = (segment: number, timeline = 1) => segmentName(timeline, segment, SEGMENT);

function scanOf(names: readonly string[], from: ArchiveScan = emptyScan(SEGMENT)): ArchiveScan {
  const scanner = archiveScanner(from);
  for (const name of names) scanner.see(name);
  return scanner.scan();
}

const asStored = (scan: ArchiveScan): ArchiveScan => JSON.parse(JSON.stringify(scan));

const full = ({ segmentBytes, objects }: { segmentBytes: number; objects: readonly ArchivedObject[] }) =>
  scanArchive(emptyScan(segmentBytes), pagesAfter(objects, '', 1_000));

describe('a gap', () => {
  test('is named by its first and last missing segment, and counted', () => {
    expect(gapsIn(scanOf([named(254), named(258)]))).toEqual([
      {
        timeline: 1,
        first: 255,
        last: 257,
        firstName: '0000000100000000000000FF',
        lastName: '000000010000000100000001',
        count: 3,
      },
    ]);
  });

  test('lies within one timeline: the next one may begin anywhere', () => {
    expect(gapsIn(scanOf([named(5), '00000002.history', named(90, 2), named(91, 2)]))).toEqual([]);
  });

  test('is left by a segment of the wrong size, and by one that is only partial', () => {
    const scanner = archiveScanner(emptyScan(SEGMENT));
    scanner.see(named(1), SEGMENT);
    scanner.see(named(2), SEGMENT - 1);
    scanner.see(`${named(3)}.gz`, 0);
    scanner.see(`${named(4)}.partial`, SEGMENT);
    scanner.see(named(5), SEGMENT);
    expect(gapsIn(scanner.scan())).toMatchObject([{ first: 2, last: 4 }]);
    expect(findingsOf(scanner.scan())).toMatchObject({
      truncated: { count: 2, examples: [named(2), `${named(3)}.gz`] },
      partials: { count: 1, examples: [`${named(4)}.partial`] },
    });
  });

  test('is none when a truncated segment is there once more, compressed', () => {
    const scanner = archiveScanner(emptyScan(SEGMENT));
    scanner.see(named(1), SEGMENT);
    scanner.see(named(2), 0);
    scanner.see(`${named(2)}.zst`, 77);
    scanner.see(named(3), SEGMENT);
    expect(gapsIn(scanner.scan())).toEqual([]);
  });

  test('knows when the segments at its ends were archived', () => {
    const scanner = archiveScanner(emptyScan(SEGMENT));
    scanner.see(named(1), SEGMENT, at(1));
    scanner.see(named(2), SEGMENT, at(2));
    scanner.see(named(9), SEGMENT, at(3));
    expect(scanner.scan().timelines[0]?.runs).toEqual([
      { first: 1, last: 2, firstAt: at(1), lastAt: at(2) },
      { first: 9, last: 9, firstAt: at(3), lastAt: at(3) },
    ]);
  });
});

describe('the next walk begins', () => {
  test.each([
    ['a foreign name that sorts behind all WAL', 'README.txt'],
    ['a partial that its whole segment will sort before, once compressed', `${named(3)}.partial`],
    ['a backup history file', `${named(2)}.00000028.backup`],
    ['a truncated segment that may be uploaded again', `${named(3)}.gz`],
  ])('behind the last whole segment, not behind %s', (_, name) => {
    const scanner = archiveScanner(emptyScan(SEGMENT));
    scanner.see(named(2));
    scanner.see(name, 0);
    expect(scanner.scan().after).toBe(named(2));
  });

  test('behind a history, when that came last', () => {
    expect(scanOf([named(2), '00000002.history']).after).toBe('00000002.history');
  });
});

test('a name that is listed twice counts once', () => {
  const scan = scanOf([named(1), named(1)]);
  expect(findingsOf(scanOf([named(1)], asStored(scan))).duplicates.count).toBe(0);
  expect(findingsOf(scan).duplicates.count).toBe(0);
});

test.each([
  ['a segment', [named(3), named(2)]],
  ['a timeline', [named(3, 2), named(4, 1)]],
  ['a segment behind a later history', ['00000003.history', named(1, 2)]],
  ['a history', ['00000003.history', '00000002.history']],
  ['a history behind its own segments', [named(1, 2), '00000002.history']],
])('a listing out of order is not trusted: %s', (_, names) => {
  expect(scanOf(names).distrustedBecause).toContain('was listed after');
});

test.each([
  ['nothing', [], undefined],
  ['segments', [named(1), named(1, 2)], 2],
  ['a history of which no segment came yet', [named(1), '00000003.history'], 3],
])('the latest timeline is known from %s', (_, names, latest) => {
  expect(latestTimeline(scanOf(names))).toBe(latest);
});

test('the newest segment is the last of its own timeline, and unknown while there is none', () => {
  const scan = scanOf([named(3), named(9), '00000002.history', named(10, 2)]);
  expect(newestSegment(scan, 1)).toEqual({ timeline: 1, segment: 9 });
  expect(newestSegment(scan, 2)).toEqual({ timeline: 2, segment: 10 });
  expect(newestSegment(scan, 3)).toBeUndefined();
});

describe('on any archive', () => {
  test('the scan finds what is there, and counts what else is there', async () => {
    await fc.assert(
      fc.asyncProperty(archives, async (archive) => {
        const scan = await full(archive);
        expect(scan.distrustedBecause).toBeUndefined();
        const found = scan.timelines.map(({ timeline, runs }) => [timeline, runs.flatMap(segmentsOf)]);
        const expected = [...archive.present].map(([timeline, segments]) => [timeline, [...segments]]);
        expect(found).toEqual(expected);
        const { foreign: _, ...counted } = archive.counts;
        for (const [kind, count] of Object.entries(counted)) {
          expect(findingsOf(scan)[kind as keyof typeof counted].count).toBe(count);
        }
        const missing = gapsIn(scan).flatMap((gap) => segmentsOf(gap).map((each) => [gap.timeline, each]));
        expect(missing).toEqual([...archive.present].flatMap(missingInside));
      }),
    );
  });

  test('many short walks end where one long walk does', async () => {
    await fc.assert(
      fc.asyncProperty(archives, fc.array(fc.nat(60), { maxLength: 6 }), async (archive, ends) => {
        let scan = emptyScan(archive.segmentBytes);
        for (const end of [...ends.toSorted((a, b) => a - b), Number.POSITIVE_INFINITY]) {
          const listed = archive.objects.slice(0, end);
          scan = asStored(await scanArchive(scan, pagesAfter(listed, scan.after, 1_000)));
        }
        expect(scan).toEqual(await full(archive));
      }),
    );
  });

  test('names alone, of any kind and in any order, never raise an exception', () => {
    const almost = fc.stringMatching(
      /^0000000[0-3](\.history|0000000[01]000000[0-9A-F]{2})(\.gz|\.partial)?$/,
    );
    const names = fc.array(fc.oneof(fc.string({ unit: 'binary' }), almost), { maxLength: 40 });
    fc.assert(
      fc.property(names, fc.option(fc.integer(), { nil: undefined }), (listed, bytes) => {
        const scanner = archiveScanner(emptyScan(SEGMENT));
        for (const name of listed) scanner.see(name, bytes);
        expect(scanner.scan().after.length).toBeLessThan(100);
      }),
    );
  });
});

test('a million foreign names leave a count and ten examples', () => {
  const scanner = archiveScanner(emptyScan(SEGMENT));
  for (let index = 0; index < 1_000_000; index += 1) scanner.see(`0/${index}`);
  const { count, examples } = findingsOf(scanner.scan()).foreign;
  expect([count, examples.length]).toEqual([1_000_000, 10]);
});

test('what sorts behind all WAL is not listed to its end', async () => {
  const listed: string[] = [];
  async function* listing() {
    for (const name of [named(1), 'log/1', 'log/2', 'log/3']) {
      listed.push(name);
      yield [{ name }];
    }
  }
  const scan = await scanArchive(emptyScan(SEGMENT), listing());
  expect(listed).toEqual([named(1), 'log/1']);
  expect(scan.after).toBe(named(1));
  expect(findingsOf(scan).foreign).toEqual({ count: 1, examples: ['log/1'] });
});

const segmentsOf = ({ first, last }: { readonly first: number; readonly last: number }): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

function missingInside([timeline, segments]: [number, ReadonlySet<number>]): [number, number][] {
  const [first, last] = [Math.min(...segments), Math.max(...segments)];
  return segmentsOf({ first, last }).flatMap((each) => (segments.has(each) ? [] : [[timeline, each]]));
}
