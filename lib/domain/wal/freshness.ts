import { ageInWords } from '../duration-in-words';
import { type Instant, secondsBetween } from '../instant';
import {
  lastSafe,
  type NewestSegment,
  type PrimarySighting,
  runsBehindBecause,
  segmentsWaiting,
  usableSightings,
} from './primary-sightings';

export interface ArchiveState {
  readonly now: Instant;
  readonly segmentBytes: number;
  /** Nothing: the archive holds none of the timeline that the primary writes. */
  readonly newest?: NewestSegment | undefined;
  /** Of the last minutes, in any order. The more there are, the less is unknown. */
  readonly sightings: readonly PrimarySighting[];
}

export interface FreshnessRules {
  readonly rpoSeconds: number;
  /** PostgreSQL's `archive_timeout`. 0: off, and what was written waits until its segment is full. */
  readonly archiveTimeoutSeconds: number;
}

/** `exposedSeconds`: the age of the oldest write outside the archive; at most when fresh, at least when stale. */
export type Freshness =
  | { readonly state: 'fresh'; readonly exposedSeconds: number }
  | { readonly state: 'idle'; readonly because: string }
  | { readonly state: 'stale'; readonly exposedSeconds: number; readonly because: string }
  | { readonly state: 'unknown'; readonly because: string };

/**
 * Judges how much would be lost if the primary vanished now and nothing but the archive were left.
 *
 * The newest segment's age alone tells too little: in an idle database it grows without harm, and behind a slow archiver
 * it stays small while hours of WAL wait. So where the primary stood is held against what the archive holds.
 */
export function freshnessOf(state: ArchiveState, rules: FreshnessRules): Freshness {
  const { newest, now, segmentBytes } = state;
  if (!newest) return unknown('no whole segment of the timeline is in the archive');
  const seen = usableSightings(state.sightings, now, rules.rpoSeconds);
  const because = runsBehindBecause(seen, newest, segmentBytes);
  if (because) return unknown(because);

  const safe = lastSafe(seen, newest, segmentBytes, rules.archiveTimeoutSeconds);
  const latest = seen.at(-1);
  if (safe && safe.sighting === latest && safe.because) return { state: 'idle', because: safe.because };
  const bounds = [safe?.sighting.at, openedAt(state, newest, latest, rules)].filter((at) => at !== undefined);
  const exposedAtMost = Math.min(...bounds.map((at) => secondsBetween(at, now)));
  if (exposedAtMost <= rules.rpoSeconds) {
    return { state: 'fresh', exposedSeconds: Math.max(0, exposedAtMost) };
  }
  if (!latest) return unknown(`${archived(newest, now)}, and where the primary stands now is not known`);
  const unsafe = safe ? seen.slice(seen.indexOf(safe.sighting) + 1) : seen;
  return whileWriting(unsafe, state, newest, rules);
}

/**
 * When the oldest byte outside the archive was written, at the earliest, if it is in the segment right after the newest
 * archived one: that began when the newest was closed, which was an upload before it was archived.
 */
function openedAt(
  { now, segmentBytes }: ArchiveState,
  newest: NewestSegment,
  latest: PrimarySighting | undefined,
  { rpoSeconds }: FreshnessRules,
): Instant | undefined {
  if (newest.at === undefined || (latest && segmentsWaiting(latest, newest, segmentBytes) > 0))
    return undefined;
  // A clock that is wrong by more than the objective cannot tell whether the objective is met.
  return secondsBetween(now, newest.at) > rpoSeconds ? undefined : newest.at;
}

/**
 * Stale only if user data certainly waits: in a closed segment; or in the open one, when the primary moved again after
 * the one record of housekeeping that follows a switch; or when nothing but a full segment is ever archived.
 */
function whileWriting(
  unsafe: readonly PrimarySighting[],
  { now, segmentBytes }: ArchiveState,
  newest: NewestSegment,
  { rpoSeconds, archiveTimeoutSeconds }: FreshnessRules,
): Freshness {
  const first = unsafe[0];
  const waits = (sighting: PrimarySighting) => segmentsWaiting(sighting, newest, segmentBytes);
  const certain = unsafe.find(
    (sighting) => archiveTimeoutSeconds === 0 || waits(sighting) > 0 || sighting.lsn !== first?.lsn,
  );
  const exposedSeconds = certain ? secondsBetween(certain.at, now) : 0;
  const waiting = Math.max(0, ...unsafe.map(waits));
  const what =
    waiting > 0 ? `${waiting} closed segments wait for the archive` : 'the open segment holds writes';
  const because = `${what}, the primary is at ${unsafe.at(-1)?.lsn}, and ${archived(newest, now)}`;
  return exposedSeconds > rpoSeconds ? { state: 'stale', exposedSeconds, because } : unknown(because);
}

const archived = ({ at }: NewestSegment, now: Instant): string =>
  at === undefined
    ? 'when the newest segment was archived is not known'
    : `the newest segment was archived ${ageInWords(secondsBetween(at, now))} ago`;

const unknown = (because: string): Freshness => ({ state: 'unknown', because });
