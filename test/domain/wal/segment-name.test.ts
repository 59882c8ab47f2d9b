import fc from 'fast-check';
import {
  backupName,
  historyName,
  parseWalName,
  segmentName,
  segmentSizeRefusedBecause,
  segmentsPerLog,
} from '../../../lib/domain/wal/segment-name';
import { MEGABYTE, segmentSizes, suffixes } from './an-archive';

const timelines = fc.integer({ min: 1, max: 2 ** 32 - 1 });

describe('the name of a segment', () => {
  test.each([
    [1, 16, '000000010000000000000001', 1],
    [1, 16, '0000000100000000000000FF', 255],
    [1, 16, '000000010000000100000000', 256],
    [2, 16, '0000000200000A3F0000004C', 0xa3f * 256 + 0x4c],
    [1, 1, '000000010000000000000FFF', 4095],
    [1, 1, '000000010000000100000000', 4096],
    [1, 64, '00000001000000000000003F', 63],
    [1, 64, '000000010000000100000000', 64],
    [1, 1024, '000000010000000000000003', 3],
    [1, 1024, '000000010000000100000000', 4],
    [0xfffffffe, 16, 'FFFFFFFEFFFFFFFF000000FF', 2 ** 40 - 1],
  ])('on timeline %i with segments of %i MB: %s is number %i', (timeline, megabytes, name, segment) => {
    const segmentBytes = megabytes * MEGABYTE;
    expect(parseWalName(name, segmentBytes)).toEqual({ kind: 'segment', timeline, segment });
    expect(segmentName(timeline, segment, segmentBytes)).toBe(name);
  });

  test('is read back from every number, for every segment size and every compression', () => {
    fc.assert(
      fc.property(
        timelines,
        fc.double({ min: 0, max: 1, noNaN: true }),
        segmentSizes,
        suffixes,
        (...drawn) => {
          const [timeline, share, segmentBytes, suffix] = drawn;
          const segment = Math.floor(share * (2 ** 32 * segmentsPerLog(segmentBytes) - 1));
          const name = segmentName(timeline, segment, segmentBytes);
          expect(name).toHaveLength(24);
          expect(parseWalName(name + suffix, segmentBytes)).toEqual({ kind: 'segment', timeline, segment });
          expect(parseWalName(`${name}.partial${suffix}`, segmentBytes)).toEqual({
            kind: 'partial',
            timeline,
            segment,
          });
        },
      ),
    );
  });

  test('sorts as its number does, so that S3 lists segments in the order of the WAL', () => {
    const numbers = fc.nat(2 ** 31 - 1);
    fc.assert(
      fc.property(numbers, numbers, segmentSizes, (a, b, segmentBytes) => {
        const isBefore = segmentName(1, a, segmentBytes) < segmentName(1, b, segmentBytes);
        expect(isBefore).toBe(a < b);
      }),
    );
  });
});

test.each([
  ['00000002.history', { kind: 'history', timeline: 2 }],
  ['0000000A.history.lz4', { kind: 'history', timeline: 10 }],
  ['000000010000000000000002.00000028.backup', { kind: 'backup', timeline: 1, segment: 2, offset: 0x28 }],
  [
    '000000010000000000000002.00FFFFFF.backup.gz',
    { kind: 'backup', timeline: 1, segment: 2, offset: 0xffffff },
  ],
  ['000000010000000000000002.partial', { kind: 'partial', timeline: 1, segment: 2 }],
] as const)('%s is understood', (name, expected) => {
  expect(parseWalName(name, 16 * MEGABYTE)).toEqual(expected);
});

test('names of histories and backups are written as PostgreSQL writes them', () => {
  expect(historyName(0x1f)).toBe('0000001F.history');
  expect(backupName(1, 258, 0x28, 16 * MEGABYTE)).toBe('000000010000000100000002.00000028.backup');
});

describe('a foreign name is', () => {
  test.each([
    ['empty', ''],
    ['one character short', '00000001000000000000000'],
    ['one character long', '0000000100000000000000011'],
    ['in small letters', '0000000100000000000000ff'],
    ['of timeline 0, which nobody writes', '000000000000000000000001'],
    ['of another segment size', '000000010000000000000100'],
    ['of an unknown suffix', '000000010000000000000001.gpg'],
    ['a compression twice', '000000010000000000000001.gz.gz'],
    ['a dot and no more', '000000010000000000000001.'],
    ['a backup beyond the end of its segment', '000000010000000000000001.01000000.backup'],
    ['a backup without offset', '000000010000000000000001.backup'],
    ['a backup whose offset is no number', '000000010000000000000001.0000002G.backup'],
    ['a history of timeline 0', '00000000.history'],
    ['a history of a segment', '000000010000000000000001.history'],
    ['in a folder', '0000000100000000/000000010000000000000001'],
    ['with wide digits', '０００００００１０００００００００００００００１'],
  ])('%s', (_, name) => {
    expect(parseWalName(name, 16 * MEGABYTE)).toEqual({ kind: 'foreign' });
  });

  test('whatever else it may be: never an exception', () => {
    const almost = fc.stringMatching(/^[0-9A-Fa-f]{0,26}(\.[a-z0-9]{0,9}){0,3}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), almost), segmentSizes, (name, segmentBytes) => {
        const { kind } = parseWalName(name, segmentBytes);
        const isWal = /^[0-9A-F]{8}([0-9A-F]{16}|\.history)/.test(name);
        if (!isWal) expect(kind).toBe('foreign');
      }),
      { numRuns: 2_000 },
    );
  });
});

test.each([MEGABYTE, 16 * MEGABYTE, 1024 * MEGABYTE])('segments of %i bytes are accepted', (segmentBytes) => {
  expect(segmentSizeRefusedBecause(segmentBytes)).toBeUndefined();
});

test.each([0, -MEGABYTE, MEGABYTE / 2, 2048 * MEGABYTE, 3 * MEGABYTE, 1.5, Number.NaN])(
  'segments of %p bytes are refused',
  (segmentBytes) => {
    expect(segmentSizeRefusedBecause(segmentBytes)).toContain('expected a power of two');
  },
);
