import type { StandbyState } from '../../lib/postgres/heartbeat';

export interface Standby extends Partial<StandbyState> {
  readonly database: string;
  readonly unreadBecause?: string;
}

/**
 * State ReadStandbys, first of `failover`. Changes nothing. A standby that cannot be read is reported as not read: the
 * decision treats what it does not know as an objection.
 */
export const readStandbys =
  (deps: { databases: readonly string[]; read: (database: string) => Promise<StandbyState> }) =>
  async (): Promise<{ databases: readonly Standby[] }> => ({
    databases: await Promise.all(deps.databases.map((database) => readOne(deps.read, database))),
  });

async function readOne(
  read: (database: string) => Promise<StandbyState>,
  database: string,
): Promise<Standby> {
  try {
    return { database, ...(await read(database)) };
  } catch (error) {
    return { database, unreadBecause: (error as Error).message };
  }
}
