import type { Instant } from '../domain/instant';
import { instant } from '../domain/instant';
import type { Session } from './connect';

/**
 * One row per database, in a schema of the orchestrator's own. Its age on a replica says how much is missing there even
 * when the application is idle, and its epoch tells an application which side it has reached.
 */
const CREATE = `
  SELECT pg_advisory_xact_lock(hashtext('firebackup'));
  CREATE SCHEMA IF NOT EXISTS firebackup;
  CREATE TABLE IF NOT EXISTS firebackup.heartbeat (
    id smallint PRIMARY KEY CHECK (id = 1),
    epoch bigint NOT NULL,
    written_at timestamptz NOT NULL,
    lsn pg_lsn NOT NULL,
    epoch_xid xid8 NOT NULL,
    epoch_lsn pg_lsn NOT NULL
  )`;

/** Where an epoch began is kept as its first heartbeat had it, however often that is tried again. */
const BEAT = `
  INSERT INTO firebackup.heartbeat AS beat
  VALUES (1, $1, clock_timestamp(), pg_current_wal_lsn(), pg_current_xact_id(), pg_current_wal_lsn())
  ON CONFLICT (id) DO UPDATE
    SET epoch = greatest(beat.epoch, excluded.epoch), written_at = excluded.written_at, lsn = excluded.lsn,
      epoch_xid = CASE WHEN excluded.epoch > beat.epoch THEN excluded.epoch_xid ELSE beat.epoch_xid END,
      epoch_lsn = CASE WHEN excluded.epoch > beat.epoch THEN excluded.epoch_lsn ELSE beat.epoch_lsn END
  RETURNING epoch::int, written_at, epoch_xid::text AS first_xid, epoch_lsn::text AS first_lsn`;

const UNDEFINED_TABLE = '42P01';
const READ_ONLY_TRANSACTION = '25006';

export interface Heartbeat {
  readonly epoch: number;
  readonly writtenAt: Instant;
  /** The transaction that the epoch began with in this database: 64 bits, as digits. */
  readonly firstXid: string;
  /** Where the WAL stood then. */
  readonly firstLsn: string;
}

/** What the standby side of a database knows of the primary; a missing member could not be read. */
export interface StandbyState {
  readonly inRecovery: boolean;
  readonly replayLagBytes?: number | undefined;
  readonly lastHeartbeatAt?: Instant | undefined;
}

/**
 * Writes a heartbeat under at least the given epoch. The epoch in the row only grows.
 *
 * @returns what was written, or nothing when the database is a standby and takes no writes
 */
export async function writeHeartbeat(session: Session, epoch: number): Promise<Heartbeat | undefined> {
  try {
    return await beat(session, epoch);
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === READ_ONLY_TRANSACTION) return undefined;
    if (code !== UNDEFINED_TABLE) throw error;
    if (await isInRecovery(session)) return undefined;
    await session.query(CREATE);
    return beat(session, epoch);
  }
}

async function beat(session: Session, atLeast: number): Promise<Heartbeat> {
  const { rows } = await session.query(BEAT, [atLeast]);
  const [{ epoch, written_at: writtenAt, first_xid: firstXid, first_lsn: firstLsn }] = rows;
  return { epoch, writtenAt: instant(writtenAt), firstXid, firstLsn };
}

async function isInRecovery(session: Session): Promise<boolean> {
  const { rows } = await session.query('SELECT pg_is_in_recovery() AS in_recovery');
  return rows[0].in_recovery;
}

const RECEIVED_NOT_REPLAYED = `
  SELECT greatest(0, pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()))::float8 AS bytes`;

export async function readStandby(session: Session): Promise<StandbyState> {
  if (!(await isInRecovery(session))) return { inRecovery: false };
  const lag = await session.query(RECEIVED_NOT_REPLAYED);
  const table = await session.query(`SELECT to_regclass('firebackup.heartbeat') IS NOT NULL AS exists`);
  const state = { inRecovery: true, replayLagBytes: lag.rows[0].bytes ?? undefined };
  if (!table.rows[0].exists) return state;
  const { rows } = await session.query('SELECT written_at FROM firebackup.heartbeat');
  return rows[0] ? { ...state, lastHeartbeatAt: instant(rows[0].written_at) } : state;
}
