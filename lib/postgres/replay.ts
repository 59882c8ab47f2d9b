import type { Session } from './connect';

/** How far a standby is from a position in its primary's WAL. */
export interface Replay {
  readonly isStandby: boolean;
  /** Missing: it has replayed nothing since it started. */
  readonly replayed?: string | undefined;
  /** Bytes of WAL from what it has replayed to the position; 0 when it is there or beyond. */
  readonly bytesLeft?: number | undefined;
}

const REPLAY = `
  SELECT pg_is_in_recovery() AS standby, pg_last_wal_replay_lsn()::text AS replayed,
    greatest(0, pg_wal_lsn_diff($1::pg_lsn, pg_last_wal_replay_lsn()))::float8 AS bytes_left`;

export async function readReplay(session: Session, lsn: string): Promise<Replay> {
  const { rows } = await session.query(REPLAY, [lsn]);
  const { standby, replayed, bytes_left: bytesLeft } = rows[0];
  return { isStandby: standby, replayed: replayed ?? undefined, bytesLeft: bytesLeft ?? undefined };
}
