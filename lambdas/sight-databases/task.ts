import type { WalPosition } from '../../lib/postgres/wal-position';
import type { DatabaseSighting } from '../runtime/wal-shapes';

interface Deps {
  readonly databases: readonly string[];
  readonly read: (database: string) => Promise<WalPosition>;
}

/**
 * State SightDatabases, first of `wal-check`. Changes nothing. One that cannot be read is reported as not seen: what hangs
 * on it is unknown then, and everything else is still judged.
 */
export const sightDatabases =
  ({ databases, read }: Deps) =>
  async (): Promise<{ databases: readonly DatabaseSighting[] }> => ({
    databases: await Promise.all(
      databases.map(async (database): Promise<DatabaseSighting> => {
        try {
          return { database, position: await read(database) };
        } catch (error) {
          return { database, unseenBecause: (error as Error).message };
        }
      }),
    ),
  });
