import type { Heartbeat } from '../../lib/postgres/heartbeat';

/** Of a database that nobody has told its epoch yet; a heartbeat never lowers the epoch that the row has. */
const FIRST_EPOCH = 1;

interface Deps {
  readonly databases: readonly string[];
  readonly write: (database: string, epoch: number) => Promise<Heartbeat | undefined>;
}

/**
 * State WriteHeartbeat of `heartbeat`, deployed in both regions. Writes where the database takes writes and does nothing
 * on a standby. Failing means that a database took no write.
 */
export const writeHeartbeatRows =
  ({ databases, write }: Deps) =>
  async (): Promise<{ written: number }> => {
    const beats = await Promise.all(databases.map((database) => write(database, FIRST_EPOCH)));
    return { written: beats.filter((beat) => beat !== undefined).length };
  };
