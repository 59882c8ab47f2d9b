import type { CacheSide } from './cache-pair';
import { connectApplication, type DatabasePair, type DatabaseSide } from './database-pair';
import { connectRedis } from './engines/redis-session';
import { APPLICATION_DOOR } from './local-engines';
import type { Store } from './numbered-writer';

/** Longer than any server stands still in a rehearsal: what it does once it goes on is what is looked for. */
const PATIENT_MS = 60_000;

/** What probers write lies beside what clients write: a row each, overwritten. Whoever counts losses does not see it. */
const MAKE_PROBES = 'CREATE TABLE IF NOT EXISTS client.probes (id int PRIMARY KEY, number bigint)';
const WRITE_PROBE = `INSERT INTO client.probes VALUES ($1, $2)
  ON CONFLICT (id) DO UPDATE SET number = excluded.number`;
const PROBES = 'client:probes';

export async function makeProbes({ databaseName, primary }: DatabasePair): Promise<void> {
  const client = await connectApplication(primary.server.port, databaseName, PATIENT_MS);
  await client.query(MAKE_PROBES);
  await client.end();
}

/** The way in of a client that waits for its answer; `id` keeps clients of one side from waiting for each other. */
export async function probedDatabase(
  { gate }: DatabaseSide,
  databaseName: string,
  id: number,
): Promise<Store> {
  const client = await connectApplication(gate.port(APPLICATION_DOOR), databaseName, PATIENT_MS);
  return {
    write: async (number) => {
      await client.query(WRITE_PROBE, [id, number]);
    },
    close: () => void client.end().catch(() => undefined),
  };
}

export async function probedCache({ gate }: CacheSide, id: number): Promise<Store> {
  const client = await connectRedis(gate.port(APPLICATION_DOOR));
  return {
    write: async (number) => {
      await client.set(`${PROBES}:${id}`, String(number));
    },
    close: () => client.destroy(),
  };
}
