import type { HeartbeatSighting } from './heartbeats';

/** Which of the application's roles may not log in to a database, those that it does not have among them; or why nobody knows. */
export type Logins = { readonly closed: readonly string[] } | { readonly unseenBecause: string };

/**
 * How many roles are closed, of the databases that take writes. One that is known to be closed counts whatever is not known
 * of others; that none is closed is said only where all were looked at.
 */
export function closedLogins(databases: readonly HeartbeatSighting[]): number | undefined {
  const looks = databases.flatMap((one) => ('writtenAt' in one ? [one.logins] : []));
  const seen = looks.flatMap((logins) => (logins && 'closed' in logins ? [logins.closed] : []));
  const closed = seen.flat().length;
  return closed === 0 && (looks.length === 0 || seen.length < looks.length) ? undefined : closed;
}
