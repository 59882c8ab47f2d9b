import fc from 'fast-check';
import { type Freshness, freshnessOf } from '../../../lib/domain/wal/freshness';
import { byteAt, lsnAt, startOfSegment } from '../../../lib/domain/wal/lsn';
import type { PrimarySighting } from '../../../lib/domain/wal/primary-sightings';
import { at } from '../../helpers/at';
import { MEGABYTE } from './an-archive';

const SEGMENT = 16 * MEGABYTE;
const rules = { rpoSeconds: 60, archiveTimeoutSeconds: 60 };
const place = (segment: number, offset: number) =>
  lsnAt(byteAt(startOfSegment(segment, SEGMENT)) + BigInt(offset));

/** A primary that stood at an offset of a segment at some second. */
const seen = (second: number, segment: number, offset: number, timeline = 1): PrimarySighting => ({
  at: at(second),
  timeline,
  lsn: place(segment, offset),
});

/** Segment 9 was archived at noon; now is some seconds later. */
const judged = (
  nowSecond: number,
  sightings: readonly PrimarySighting[],
  overrides: Partial<typeof rules> = {},
): Freshness => {
  const newest = { timeline: 1, segment: 9, at: at(0) };
  return freshnessOf(
    { now: at(nowSecond), segmentBytes: SEGMENT, newest, sightings },
    { ...rules, ...overrides },
  );
};

describe('an archive is fresh', () => {
  test('when its newest segment is younger than the objective', () => {
    expect(judged(60, [])).toEqual({ state: 'fresh', exposedSeconds: 60 });
  });

  test('by what the primary had not written a moment ago, however old the newest segment is', () => {
    expect(judged(3_600, [seen(3_590, 10, 0)])).toEqual({ state: 'fresh', exposedSeconds: 10 });
    expect(judged(3_600, [seen(3_590, 10, 40)])).toEqual({ state: 'fresh', exposedSeconds: 10 });
  });

  test('when an idle database was written to again only now', () => {
    const sightings = [seen(3_300, 10, 96), seen(3_560, 10, 96), seen(3_590, 10, 8_000)];
    expect(judged(3_600, sightings)).toEqual({ state: 'fresh', exposedSeconds: 40 });
  });
});

describe('a database is idle', () => {
  test('when it stood still for longer than two archive timeouts, in the segment after the newest', () => {
    expect(judged(3_600, [seen(3_400, 10, 96), seen(3_590, 10, 96)])).toEqual({
      state: 'idle',
      because: 'nothing was written for 190 s at 0/A000060',
    });
  });

  test.each([
    ['not for long enough', [seen(3_470, 10, 96), seen(3_590, 10, 96)], {}],
    [
      'while nothing but full segments is archived',
      [seen(3_400, 10, 96), seen(3_590, 10, 96)],
      { archiveTimeoutSeconds: 0 },
    ],
    ['in a later segment', [seen(3_400, 11, 96), seen(3_590, 11, 96)], {}],
    ['and was last seen too long ago', [seen(3_000, 10, 96), seen(3_530, 10, 96)], {}],
    ['seen once', [seen(3_590, 10, 96)], {}],
    ['seen in the future', [seen(3_400, 10, 96), seen(3_601, 10, 96)], {}],
  ])('not when it stood still %s', (_, sightings, overrides) => {
    expect(['stale', 'unknown']).toContain(judged(3_600, sightings, overrides).state);
  });
});

describe('an archive is stale', () => {
  test('when closed segments wait for longer than the objective, although the newest came in just now', () => {
    const sightings = [seen(-90, 10, 4), seen(-70, 12, 4), seen(10, 40, 4)];
    expect(judged(11, sightings)).toEqual({
      state: 'stale',
      exposedSeconds: 81,
      because: expect.stringContaining('30 closed segments wait for the archive'),
    });
  });

  test('when the primary writes and archives nothing', () => {
    const sightings = [seen(10, 10, 96), seen(20, 10, 5_000), seen(95, 10, 9_000)];
    expect(judged(100, sightings)).toEqual({
      state: 'stale',
      exposedSeconds: 80,
      because:
        'the open segment holds writes, the primary is at 0/A002328, and the newest segment was archived 100.0 s ago',
    });
  });

  test('when writes wait in an open segment that nothing but filling it up will close', () => {
    const sightings = [seen(3_400, 10, 96), seen(3_590, 10, 96)];
    expect(judged(3_600, sightings, { archiveTimeoutSeconds: 0 })).toMatchObject({
      state: 'stale',
      exposedSeconds: 200,
    });
  });
});

describe('unknown is never fresh', () => {
  test('without any segment', () => {
    expect(freshnessOf({ now: at(0), segmentBytes: SEGMENT, sightings: [] }, rules).state).toBe('unknown');
  });

  test.each([
    ['an old segment, and nobody saw the primary', 61, [], 'where the primary stands now is not known'],
    ['an old segment, and the primary was last seen too long ago', 200, [seen(100, 10, 0)], 'is not known'],
    ['a segment from the future', -61, [], 'where the primary stands now is not known'],
    ['closed segments that wait since nobody knows when', 10, [seen(9, 12, 4)], '2 closed segments wait'],
    ['a primary on another timeline', 10, [seen(9, 10, 4, 2)], 'the primary is on timeline 2'],
    ['a primary behind its own archive', 10, [seen(9, 7, 4)], 'it is the archive of another database'],
    ['one record that may be housekeeping', 100, [seen(20, 10, 96), seen(99, 10, 96)], 'holds writes'],
  ])('with %s', (_, now, sightings, because) => {
    expect(judged(now, sightings)).toEqual({ state: 'unknown', because: expect.stringContaining(because) });
  });

  test('when the time of the newest segment is unknown', () => {
    const newest = { timeline: 1, segment: 9 };
    const verdict = freshnessOf({ now: at(0), segmentBytes: SEGMENT, newest, sightings: [] }, rules);
    expect(verdict).toMatchObject({ state: 'unknown', because: expect.stringContaining('is not known') });
  });
});

/*
 * A primary second by second: it writes or rests, closes a segment when its archive timeout has passed since the first
 * write in it, adds one record of housekeeping to the new one, and uploads closed segments late, or not at all.
 */
interface Primary {
  readonly sightings: PrimarySighting[];
  newest: { timeline: number; segment: number; at: string } | undefined;
  /** When the oldest user data that the archive lacks was written. */
  exposedSince: number | undefined;
}

function lived(
  seconds: number,
  script: { writes: boolean[]; lag: number; diesAt: number; seenEvery: number },
): Primary {
  let segment = 10;
  let offset = 40;
  let firstWrite: number | undefined;
  const waiting: { segment: number; closedAt: number; firstWrite: number }[] = [];
  const primary: Primary = {
    sightings: [],
    newest: { timeline: 1, segment: 9, at: at(0) },
    exposedSince: undefined,
  };
  for (let second = 1; second <= seconds; second += 1) {
    if (firstWrite !== undefined && second - firstWrite >= 60) {
      waiting.push({ segment, closedAt: second, firstWrite });
      segment += 1;
      offset = 40 + 56;
      firstWrite = undefined;
    }
    if (script.writes[Math.floor(second / 40) % script.writes.length]) {
      offset += 100;
      firstWrite ??= second;
    }
    while (waiting[0] && waiting[0].closedAt + script.lag <= second && second < script.diesAt) {
      primary.newest = { timeline: 1, segment: waiting[0].segment, at: at(second) };
      waiting.shift();
    }
    if (second % script.seenEvery === 0) primary.sightings.push(seen(second, segment, offset));
  }
  primary.exposedSince = waiting[0]?.firstWrite ?? firstWrite;
  return primary;
}

test('whatever a primary and its archiver do, fresh and idle are never said of more loss than the objective', () => {
  const script = fc.record({
    writes: fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
    lag: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 300 })),
    diesAt: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.integer({ min: 0, max: 900 })),
    seenEvery: fc.integer({ min: 1, max: 70 }),
  });
  const states = new Map<string, number>();
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_200 }),
      script,
      fc.integer({ min: 60, max: 200 }),
      (now, played, rpo) => {
        const { sightings, newest, exposedSince } = lived(now, played);
        const state = { now: at(now), segmentBytes: SEGMENT, newest, sightings };
        const verdict = freshnessOf(state, { ...rules, rpoSeconds: rpo });
        const exposed = exposedSince === undefined ? 0 : now - exposedSince;
        states.set(verdict.state, (states.get(verdict.state) ?? 0) + 1);
        // The age of the newest segment is short of the upload, of which only the archiver knows how long it took.
        if (verdict.state === 'fresh')
          expect(exposed).toBeLessThanOrEqual(verdict.exposedSeconds + played.lag);
        if (verdict.state === 'idle') expect(exposed).toBeLessThanOrEqual(played.seenEvery);
        if (verdict.state === 'stale') expect(exposed).toBeGreaterThan(rpo);
      },
    ),
    { numRuns: 3_000 },
  );
  expect([...states.keys()].toSorted()).toEqual(['fresh', 'idle', 'stale', 'unknown']);
});
