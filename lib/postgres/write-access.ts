import { AccessDenied, NotFound, NotReady } from '../domain/errors';
import { type Instant, instant } from '../domain/instant';
import type { Logins } from '../domain/logins';
import type { Session } from './connect';
import { writeHeartbeat } from './heartbeat';

/** A primary whose application can write no more: everything that it ever acknowledged lies before `lsn`. */
export interface BlockedWrites {
  readonly outcome: 'blocked';
  readonly lsn: string;
  readonly sessionsEnded: number;
  readonly at: Instant;
}

/** Nothing was done: a standby takes no writes anyway. */
export interface StandbyUntouched {
  readonly outcome: 'standby';
}

/** Of a heartbeat that only has to be a commit: the epoch that the row has is never lowered. */
const NO_NEWER_EPOCH = 1;
/**
 * A session that is in the middle of a statement notices at the next page it touches. Three such at the most, since a
 * statement here may take 5 s; one that is left after that is ended by the next call.
 */
const SESSION_ENDS_WITHIN_MILLIS = 1_000;
const SESSIONS_WAITED_FOR = 3;

const SESSIONS_OF_ROLES = 'FROM pg_stat_activity WHERE usename = ANY($1) AND pid <> pg_backend_pid()';

/** All at once: to wait for each before the next is told takes PostgreSQL 0.1 s a session. */
const END_SESSIONS = `
  SELECT count(*) FILTER (WHERE pg_terminate_backend(pid))::int AS ended ${SESSIONS_OF_ROLES}`;

const AWAIT_THEIR_END = `
  SELECT count(pg_terminate_backend(pid, ${SESSION_ENDS_WITHIN_MILLIS}))
  FROM (SELECT pid ${SESSIONS_OF_ROLES} LIMIT ${SESSIONS_WAITED_FOR}) AS going`;

const SESSIONS_LEFT = `
  SELECT count(*)::int AS sessions, pg_current_wal_flush_lsn()::text AS lsn, clock_timestamp() AS now
  FROM pg_stat_activity WHERE usename = ANY($1)`;

/**
 * Takes the login from the application's roles, ends their sessions, and then reads how far a standby has to come. The order
 * is the proof: nobody comes in any more, nobody is left, and the commit of the heartbeat flushes all WAL before it, also of
 * sessions that committed asynchronously. Whoever was logging in while the roles were closed is seen by the look after that
 * commit. A second call finds the roles closed and answers a later position.
 *
 * @throws {NotReady} when a session is left; called again, it ends that one
 */
export async function blockWrites(
  session: Session,
  roles: readonly string[],
): Promise<BlockedWrites | StandbyUntouched> {
  if (await isStandby(session)) return { outcome: 'standby' };
  for (const role of roles) await alterRole(session, role, 'NOLOGIN');
  const ended = await session.query(END_SESSIONS, [roles]).catch(explained);
  await session.query(AWAIT_THEIR_END, [roles]);
  await writeHeartbeat(session, NO_NEWER_EPOCH);
  const { rows } = await session.query(SESSIONS_LEFT, [roles]);
  const { sessions, lsn, now } = rows[0];
  if (sessions > 0) throw new NotReady(`${sessions} sessions of ${roles.join(', ')} are left, expected none`);
  return { outcome: 'blocked', lsn, sessionsEnded: ended.rows[0].ended, at: instant(now) };
}

/** Gives the login back to those of the roles that have none; on a standby, nothing. */
export async function releaseWrites(
  session: Session,
  roles: readonly string[],
): Promise<{ readonly outcome: 'released'; readonly opened: readonly string[] } | StandbyUntouched> {
  if (await isStandby(session)) return { outcome: 'standby' };
  const closed = await session.query(
    'SELECT rolname FROM pg_roles WHERE rolname = ANY($1) AND NOT rolcanlogin ORDER BY rolname',
    [roles],
  );
  const opened = closed.rows.map(({ rolname }) => String(rolname));
  for (const role of opened) await alterRole(session, role, 'LOGIN');
  return { outcome: 'released', opened };
}

/**
 * Those of the roles that may not log in or are not there. Looked at in the session of a heartbeat, which must not fail for
 * it: what goes wrong is said instead.
 */
export async function readLogins(session: Session, roles: readonly string[]): Promise<Logins> {
  try {
    const { rows } = await session.query(
      `SELECT role FROM unnest($1::text[]) AS role
       WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role AND rolcanlogin) ORDER BY role`,
      [roles],
    );
    return { closed: rows.map(({ role }) => String(role)) };
  } catch (error) {
    return { unseenBecause: (error as Error).message };
  }
}

async function isStandby(session: Session): Promise<boolean> {
  const { rows } = await session.query('SELECT pg_is_in_recovery() AS standby');
  return rows[0].standby;
}

/** A role's name is no parameter of a statement; the plan takes only names that need no quotes. */
const alterRole = (session: Session, role: string, to: 'LOGIN' | 'NOLOGIN') =>
  session.query(`ALTER ROLE "${role}" ${to}`).catch(explained);

const INSUFFICIENT_PRIVILEGE = '42501';
const UNDEFINED_OBJECT = '42704';

function explained(cause: Error): never {
  const { code } = cause as { code?: string };
  if (code === UNDEFINED_OBJECT) {
    throw new NotFound(`${cause.message}; correct applicationRoles in the plan`, { cause });
  }
  if (code === INSUFFICIENT_PRIVILEGE) {
    throw new AccessDenied(
      `${cause.message}; the orchestrator's user needs CREATEROLE, the application's roles WITH ADMIN OPTION, and pg_signal_backend`,
      { cause },
    );
  }
  throw cause;
}
