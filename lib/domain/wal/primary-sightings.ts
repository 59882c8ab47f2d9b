import { type Instant, secondsBetween } from '../instant';
import { byteAt, type Lsn, segmentAt, startOfSegment } from './lsn';

/** The newest whole segment in the archive, of the timeline that the primary writes. */
export interface NewestSegment {
  readonly timeline: number;
  readonly segment: number;
  readonly at?: Instant | undefined;
}

/** Where the primary stood: `pg_current_wal_insert_lsn()`, read at this moment or a little later. */
export interface PrimarySighting {
  readonly at: Instant;
  readonly timeline: number;
  readonly lsn: Lsn;
}

/**
 * A segment begins with a page header of 40 bytes (XLogLongPageHeaderData), which holds nobody's data: a primary that
 * stands there, as it does after a switch, has written nothing since.
 */
const SEGMENT_HEADER_BYTES = 40n;

/**
 * If anything but housekeeping was written, PostgreSQL switches segments at its next look, which is at most one
 * `archive_timeout` later. Twice that, because it does not look while it syncs a checkpoint. So a primary that stood
 * still for longer holds only housekeeping in its open segment. A smaller factor would call unarchived writes safe.
 */
const STILL_TIMEOUTS = 2;

/** S3 writes whole seconds, and two clocks under NTP differ by less than one; the rest is for a slow answer. */
const CLOCK_SLACK_SECONDS = 5;

/** Oldest first, and none at all when the latest is too old to speak of now. */
export function usableSightings(
  sightings: readonly PrimarySighting[],
  now: Instant,
  rpoSeconds: number,
): PrimarySighting[] {
  const past = sightings
    .filter(({ at }) => secondsBetween(at, now) >= 0)
    .toSorted((a, b) => secondsBetween(b.at, a.at));
  const latest = past.at(-1);
  return latest && secondsBetween(latest.at, now) <= rpoSeconds ? past : [];
}

/** How many closed segments the archive did not have, as the primary was seen. Negative: none, and it was seen earlier. */
export const segmentsWaiting = (
  { lsn }: PrimarySighting,
  { segment }: NewestSegment,
  segmentBytes: number,
): number => segmentAt(lsn, segmentBytes) - segment - 1;

/** The reason why primary and archive cannot be of one history, or nothing. */
export function runsBehindBecause(
  seen: readonly PrimarySighting[],
  newest: NewestSegment,
  segmentBytes: number,
): string | undefined {
  const latest = seen.at(-1);
  if (latest && latest.timeline !== newest.timeline) {
    return `the primary is on timeline ${latest.timeline}, and the newest archived segment is of timeline ${newest.timeline}`;
  }
  const end = endOf(newest, segmentBytes);
  const behind = seen.find(
    ({ at, lsn, timeline }) =>
      timeline === newest.timeline &&
      newest.at !== undefined &&
      secondsBetween(newest.at, at) > CLOCK_SLACK_SECONDS &&
      byteAt(lsn) < byteAt(end),
  );
  return (
    behind &&
    `the primary was at ${behind.lsn} after the archive held all up to ${end}: it is the archive of another database, or the segment size is wrong`
  );
}

/** A moment at which all that users had written was in the archive; `because`, when that follows from standing still. */
export interface SafeMoment {
  readonly sighting: PrimarySighting;
  readonly because?: string;
}

/** The last such moment among the sightings. */
export function lastSafe(
  seen: readonly PrimarySighting[],
  newest: NewestSegment,
  segmentBytes: number,
  archiveTimeoutSeconds: number,
): SafeMoment | undefined {
  const archived = byteAt(endOf(newest, segmentBytes)) + SEGMENT_HEADER_BYTES;
  let safe: SafeMoment | undefined;
  let stillSince: PrimarySighting | undefined;
  for (const sighting of seen) {
    if (sighting.timeline !== newest.timeline) continue;
    if (!stillSince || sighting.lsn !== stillSince.lsn) stillSince = sighting;
    const stillSeconds = secondsBetween(stillSince.at, sighting.at);
    const isStill = archiveTimeoutSeconds > 0 && stillSeconds > STILL_TIMEOUTS * archiveTimeoutSeconds;
    const isOpen = segmentsWaiting(sighting, newest, segmentBytes) === 0;
    if (byteAt(sighting.lsn) <= archived) safe = { sighting };
    else if (isStill && isOpen) {
      safe = { sighting, because: `nothing was written for ${stillSeconds.toFixed(0)} s at ${sighting.lsn}` };
    }
  }
  return safe;
}

const endOf = ({ segment }: NewestSegment, segmentBytes: number): Lsn =>
  startOfSegment(segment + 1, segmentBytes);
