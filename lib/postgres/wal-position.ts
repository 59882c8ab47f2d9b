import { type Instant, instant } from '../domain/instant';
import type { Session } from './connect';

export interface ReplicationSlot {
  readonly name: string;
  readonly active: boolean;
  /** WAL that is kept for it; missing: it keeps none. */
  readonly keptBytes?: number | undefined;
}

/** Where a database stands in the WAL. A missing member could not be told. */
export interface WalPosition {
  readonly role: 'primary' | 'standby';
  readonly at: Instant;
  readonly timeline?: number | undefined;
  /** Of a primary where it writes next, of a standby what it has received. */
  readonly lsn?: string | undefined;
  /** Of a standby: received and not yet replayed. */
  readonly replayLagBytes?: number | undefined;
  readonly lastHeartbeatAt?: Instant | undefined;
  readonly slots: readonly ReplicationSlot[];
}

const POSITION = `
  SELECT pg_is_in_recovery() AS standby, clock_timestamp() AS now,
    CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn() ELSE pg_current_wal_insert_lsn() END::text AS lsn,
    CASE WHEN pg_is_in_recovery()
      THEN greatest(0, pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())) END::float8 AS lag,
    CASE WHEN pg_is_in_recovery() THEN NULL ELSE left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) END AS timeline,
    to_regclass('firebackup.heartbeat') IS NOT NULL AS beats`;

/** What a slot holds back counts from where the primary stands; on a standby from what it has replayed. */
const SLOTS = `
  SELECT slot_name::text AS name, active, pg_wal_lsn_diff(
    CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_insert_lsn() END,
    restart_lsn)::float8 AS kept
  FROM pg_replication_slots ORDER BY slot_name`;

/** Reads three rows at most; changes nothing. */
export async function readWalPosition(session: Session): Promise<WalPosition> {
  const { rows } = await session.query(POSITION);
  const { standby, now, lsn, lag, timeline, beats } = rows[0];
  const slots = await session.query(SLOTS);
  const beat = beats ? await session.query('SELECT written_at FROM firebackup.heartbeat') : undefined;
  const writtenAt = beat?.rows[0]?.written_at;
  return {
    role: standby ? 'standby' : 'primary',
    at: instant(now),
    lsn: lsn ?? undefined,
    replayLagBytes: lag ?? undefined,
    timeline: timeline ? Number.parseInt(timeline, 16) : undefined,
    lastHeartbeatAt: writtenAt && instant(writtenAt),
    slots: slots.rows.map(({ name, active, kept }) => ({ name, active, keptBytes: kept ?? undefined })),
  };
}
