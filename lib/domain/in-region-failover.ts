import { type Instant, secondsBetween } from './instant';

/** One of RDS' own events about an instance, in its words; the API gives them no ids. */
export interface DatabaseEvent {
  readonly at: Instant;
  readonly message: string;
  readonly categories: readonly string[];
}

export interface InRegionFailover {
  readonly database: string;
  readonly since: Instant;
}

/**
 * How far back a failover inside the region may have begun to hold back one out of it. It takes one to two minutes, longer
 * when much WAL has to be replayed; one that has not ended after ten mends nothing any more.
 */
export const IN_REGION_FAILOVER_MINUTES = 10;

/**
 * When the failover inside the region began that is still under way, or nothing. Events come late and out of order, so they
 * are put in theirs; one that RDS did not announce is not seen here, which the plan's hold is for.
 */
export function inRegionFailoverSince(events: readonly DatabaseEvent[], now: Instant): Instant | undefined {
  const last = events
    .filter(({ categories }) => categories.includes('failover'))
    .filter(({ at }) => secondsBetween(at, now) <= IN_REGION_FAILOVER_MINUTES * 60)
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))
    .findLast(({ message }) => BEGUN.test(message) || ENDED.test(message));
  return last && BEGUN.test(last.message) ? last.at : undefined;
}

/* RDS-EVENT-0013 against 0015, 0049 and 0034 (given up, because one has just happened). */
const BEGUN = /failover started/i;
const ENDED = /failover (to standby )?complete|abandon/i;
