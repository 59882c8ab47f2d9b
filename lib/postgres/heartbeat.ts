import type { Instant } from '../domain/instant';
import { instant } from '../domain/instant';
import type { Session } from './connect';

/**
 * One row per database, in a schema of the orchestrator's own. Its age on a replica says how much is missing there even
 * when the application is idle, and its epoch tells an application which side it has reached.
 */
const CREATE = `
  CREATE SCHEMA IF NOT EXISTS firebackup;
  CREATE TABLE IF NOT EXISTS firebackup.heartbeat (
    id smallint PRIMARY KEY CHECK (id = 1),
    epoch bigint NOT NULL,
    written_at timestamptz NOT NULL,
    lsn pg_lsn NOT NULL
  )`;

const BEAT = `
  INSERT INTO firebackup.heartbeat AS beat VALUES (1, $1, clock_timestamp(), pg_current_wal_lsn())
  ON CONFLICT (id) DO UPDATE
    SET epoch = greatest(beat.epoch, excluded.epoch), written_at = excluded.written_at, lsn = excluded.lsn
  RETURNING epoch::int, written_at`;

const UNDEFINED_TABLE = '42P01';
const READ_ONLY_TRANSACTION = '25006';

export interface Heartbeat {
  readonly epoch: number;
  readonly writtenAt: Instant;
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

async function beat(session: Session, epoch: number): Promise<Heartbeat> {
  const { rows } = await session.query(BEAT, [epoch]);
  return { epoch: rows[0].epoch, writtenAt: instant(rows[0].written_at) };
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
