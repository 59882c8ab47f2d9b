import { type Instant, secondsAfter, secondsBetween } from './instant';
import { LEASE_SECONDS, mustFenceBecause, type Role } from './role';

/** What a region does that has heard of no ledger for too long: the plan's choice, which has no default. */
export type IsolationRule = 'fence' | 'keep';

/**
 * What a region does while the ledger gives it no answer from anywhere. Its silence is counted from the first firing that
 * noticed it, and it counts as isolated when a lease would have expired meanwhile: from then on a run elsewhere may have
 * taken its role. An outage of the ledger alone looks just the same from here, which is why the plan decides.
 */
export type InSilence = 'begin counting' | 'wait' | IsolationRule;

export function inSilence(since: Instant | undefined, now: Instant, rule: IsolationRule): InSilence {
  if (since === undefined) return 'begin counting';
  return secondsBetween(since, now) > LEASE_SECONDS ? rule : 'wait';
}

/** What a region does by what the ledger says, and by what it fenced itself for. */
export type OnAnswer = 'fence' | 'lift' | 'leave';

/**
 * A region opens itself again only if nothing but its isolation fenced it, and the ledger, which answers again, says that it
 * is active and that no run is open. A fence of a run or of a person stays.
 */
export function onAnswer(role: Role, region: string, fencedFor: readonly string[]): OnAnswer {
  if (mustFenceBecause(role, region)) return 'fence';
  return role.openRun === undefined && fencedFor.some(isIsolation) ? 'lift' : 'leave';
}

const PREFIX = 'isolation-';

/** What a region was fenced for that fenced itself; the same at every firing until it hears the ledger again. */
export const isolationSince = (since: Instant): string => `${PREFIX}${since}`;
export const isIsolation = (fencedFor: string): boolean => fencedFor.startsWith(PREFIX);

/** How long one firing of a region's guard may take. */
export const GUARD_SECONDS = 120;
/** A guard fires once in every minute, but at any second of it: two firings lie this far apart at most. */
const BETWEEN_FIRINGS_SECONDS = 120;

/**
 * How long it takes a region that gives no answer to fence itself, if the plan says that it does and its guard works there:
 *
 * - 120 s to the first firing after the run was opened. If it hears the ledger, it fences there and then; else it begins to
 *   count, at the latest;
 * - 120 s, a lease, until it takes the silence for isolation;
 * - 120 s to the firing after that, which leaves the databases nothing but their fence groups;
 * - 120 s to the next, if AWS had not put those into force at once: it reboots, which ends every session;
 * - 120 s that this firing may take, in which the seconds of hearing nobody are too.
 *
 * Not covered: a guard that does not run or may not speak to RDS, and a ledger that comes and goes there, with which the
 * counting begins anew.
 */
export const SELF_FENCED_SECONDS = 3 * BETWEEN_FIRINGS_SECONDS + LEASE_SECONDS + GUARD_SECONDS;

/** Counted from the opening of the run, so that whoever goes on with it later does not begin anew. */
export const isolatedFencedBy = (openedAt: Instant): Instant => secondsAfter(openedAt, SELF_FENCED_SECONDS);
