import { type Instant, secondsBetween } from './instant';

/** A schedule of another region, known by the group that it alone is in. */
export interface WatchedSchedule {
  readonly region: string;
  readonly group: string;
  /** Longer than any time that may lie between two of its firings. */
  readonly silentAfterSeconds: number;
}

/** What was heard of a schedule: its last firing, as far as anybody looked back; or why nobody could ask. */
export type ScheduleSighting =
  | { readonly lastFiredAt: Instant | undefined; readonly unaskedBecause?: undefined }
  | { readonly lastFiredAt?: undefined; readonly unaskedBecause: string };

export interface ScheduleJudgement {
  readonly region: string;
  readonly group: string;
  /** `new`: not seen yet, and not watched for long enough to miss it. */
  readonly state: 'firing' | 'new' | 'silent' | 'unknown';
  readonly because: string;
  readonly watchedSince: Instant;
  readonly lastFiredAt?: Instant | undefined;
}

/** What one region says of the schedules of others, as the ledger keeps it. */
export interface ScheduleRecord {
  readonly region: string;
  readonly at: Instant;
  readonly schedules: readonly ScheduleJudgement[];
}

/**
 * An answer comes minutes late, and an hour of figures is one figure where a schedule fires seldom. A quarter of an hour is
 * missed at least, a tenth of what lies between two firings where that is more.
 */
export const silentAfterSeconds = (longestGapSeconds: number): number =>
  Math.round(longestGapSeconds + Math.max(900, longestGapSeconds / 10));

/** Judges one schedule by what is heard now and what was known before. Who could not be asked about is unknown, never firing. */
export function judgeSchedule(
  { region, group, silentAfterSeconds: limit }: WatchedSchedule,
  sighting: ScheduleSighting,
  before: Pick<ScheduleJudgement, 'watchedSince' | 'lastFiredAt'> | undefined,
  now: Instant,
): ScheduleJudgement {
  const known = {
    region,
    group,
    watchedSince: before?.watchedSince ?? now,
    lastFiredAt: sighting.lastFiredAt ?? before?.lastFiredAt,
  };
  if (sighting.unaskedBecause !== undefined)
    return { ...known, state: 'unknown', because: sighting.unaskedBecause };
  const { lastFiredAt, watchedSince } = known;
  const silentFor = secondsBetween(lastFiredAt ?? watchedSince, now);
  const because = lastFiredAt
    ? `it fired last at ${lastFiredAt}, ${Math.round(silentFor)} s ago`
    : `it has not been seen since it is watched, for ${Math.round(silentFor)} s`;
  if (silentFor > limit)
    return { ...known, state: 'silent', because: `${because}; expected within ${limit} s` };
  return { ...known, state: lastFiredAt ? 'firing' : 'new', because };
}
