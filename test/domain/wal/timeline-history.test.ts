import fc from 'fast-check';
import {
  byteAt,
  lsnAt,
  parseLsn,
  segmentAt,
  segmentBefore,
  startOfSegment,
} from '../../../lib/domain/wal/lsn';
import { parseTimelineHistory, timelineAt, withoutAncestors } from '../../../lib/domain/wal/timeline-history';
import { MEGABYTE } from './an-archive';

const THIRD = '1\t0/3000060\tno recovery target specified\n\n2\t1/5A000000\tbefore 2026-03-01 12:00:00+00\n';

describe('a history file', () => {
  test('says which timeline wrote which part of the WAL', () => {
    expect(parseTimelineHistory(3, THIRD)).toEqual({
      outcome: 'read',
      history: {
        timeline: 3,
        legs: [
          { timeline: 1, from: '0/0', to: '0/3000060' },
          { timeline: 2, from: '0/3000060', to: '1/5A000000' },
          { timeline: 3, from: '1/5A000000' },
        ],
      },
    });
  });

  test.each([
    ['comments and blank lines', '# made by hand\n\n  \n1\t0/3000060\n'],
    ['line ends of another system', '1\t0/3000060\tno reason\r\n'],
    ['spaces and small letters', '  1   0/3000060   a reason\n'],
  ])('is read with %s', (_, contents) => {
    const legs = [
      { timeline: 1, from: '0/0', to: '0/3000060' },
      { timeline: 2, from: '0/3000060' },
    ];
    expect(parseTimelineHistory(2, contents)).toEqual({ outcome: 'read', history: { timeline: 2, legs } });
  });

  test('may be empty: then the timeline has no ancestors', () => {
    expect(parseTimelineHistory(2, '')).toEqual({ outcome: 'read', history: withoutAncestors(2) });
  });

  test.each([
    ['no switch point', '1\n', 'expected "<timeline> <LSN> <reason>"'],
    ['a switch point that is none', '1\t0/G\tx\n', 'expected "<timeline> <LSN> <reason>"'],
    ['a switch point beyond 64 bits', '1\t0/123456789\tx\n', 'expected "<timeline> <LSN> <reason>"'],
    ['no timeline', '0/3000060\tx\n', 'expected "<timeline> <LSN> <reason>"'],
    ['timeline 0', '0\t0/3000060\tx\n', 'expected "<timeline> <LSN> <reason>"'],
    ['its own timeline', '3\t0/3000060\tx\n', 'timeline 3 out of order'],
    ['a timeline twice', '1\t0/3000060\tx\n1\t0/4000000\tx\n', 'timeline 1 out of order'],
    ['a switch that runs backwards', '1\t0/4000000\tx\n2\t0/3000060\tx\n', 'before the one at 0/4000000'],
  ])('with %s is unreadable, and says why', (_, contents, because) => {
    const reading = parseTimelineHistory(3, contents);
    expect(reading).toEqual({ outcome: 'unreadable', because: expect.stringContaining(because) });
    expect(reading).toMatchObject({ because: expect.stringContaining('the history of timeline 3 holds') });
  });

  test('of any content never raises an exception', () => {
    const almost = fc.stringMatching(/^([0-3]\t[0-9]\/[0-9A-F]{1,9}\t[a-z]*\n){0,4}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), almost), (contents) => {
        expect(['read', 'unreadable']).toContain(parseTimelineHistory(3, contents).outcome);
      }),
    );
  });
});

test.each([
  ['0/0', 1],
  ['0/300005F', 1],
  ['0/3000060', 2],
  ['1/59FFFFFF', 2],
  ['1/5A000000', 3],
  ['FFFFFFFF/FFFFFFFF', 3],
])('on the way to timeline 3, the byte at %s was written by timeline %i', (lsn, timeline) => {
  const reading = parseTimelineHistory(3, THIRD);
  if (reading.outcome === 'unreadable') throw new Error(reading.because);
  expect(timelineAt(reading.history, lsn)).toBe(timeline);
});

describe('a place in the WAL', () => {
  test('is the same after it was written and read, in all 64 bits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (byte) => {
        const lsn = lsnAt(byte);
        expect(byteAt(lsn)).toBe(byte);
        expect(parseLsn(` ${lsn.toLowerCase()}\n`)).toBe(lsn);
      }),
    );
  });

  test.each(['', '0', '/', '0/', '/0', '0/123456789', '0/3000028 x', '-1/0', '0x0/0'])(
    'is not %p',
    (text) => {
      expect(parseLsn(text)).toBeUndefined();
    },
  );

  test('at the seam of two segments ends one and begins the other', () => {
    const seam = startOfSegment(256, 16 * MEGABYTE);
    expect(seam).toBe('1/0');
    expect([segmentBefore(seam, 16 * MEGABYTE), segmentAt(seam, 16 * MEGABYTE)]).toEqual([255, 256]);
  });
});
