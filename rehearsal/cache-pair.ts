import { join } from 'node:path';
import { freePort } from './engines/free-port';
import { Gate } from './engines/gate';
import type { FoundRedis } from './engines/redis-binary';
import { RedisServer } from './engines/redis-server';
import { connectRedis } from './engines/redis-session';
import type { Leftovers } from './leftovers';
import type { Store } from './numbered-writer';

export interface CacheSide {
  readonly server: RedisServer;
  readonly gate: Gate;
}

export interface CachePair {
  readonly primary: CacheSide;
  readonly standby: CacheSide;
  /** What the replica streams through; a partition closes it. */
  readonly link: Gate;
}

const WRITES = 'client:writes';
const REPLICA = 'recovery';

/** A primary and its replica, as the members of a global datastore. */
export async function startCachePair(
  binary: FoundRedis,
  leftovers: Leftovers,
  doors: { readonly primary: readonly string[]; readonly recovery: readonly string[] },
): Promise<CachePair> {
  const side = async (name: string, sources: readonly string[]): Promise<CacheSide> => {
    const directory = join(leftovers.folder, `cache-${name}`);
    const server = new RedisServer(binary, { directory, port: await freePort() });
    leftovers.add(() => server.killNow());
    await server.start();
    return { server, gate: await Gate.open(server.port, sources) };
  };
  const primary = await side('primary', doors.primary);
  const standby = await side('standby', doors.recovery);
  const link = await Gate.open(primary.server.port, [REPLICA]);
  await standby.server.replicaOf(primary.server.host, link.port(REPLICA));
  return { primary, standby, link };
}

const PATIENCE_MS = 1_000;

/** The client's way in: each number goes to the end of a list. */
export async function cacheStore(port: number): Promise<Store> {
  const client = await connectRedis(port);
  return {
    write: async (number) => {
      // A cache whose writes are paused lets a client wait for minutes; one of ours gives up and asks elsewhere.
      await Promise.race([client.rPush(WRITES, String(number)), gaveUp(PATIENCE_MS)]);
    },
    close: () => client.destroy(),
  };
}

const gaveUp = (afterMs: number): Promise<never> =>
  new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${afterMs} ms`)), afterMs).unref();
  });

/** The numbers that a server has, straight from it and past any gate. */
export async function numbersInCache({ server }: CacheSide): Promise<ReadonlySet<number>> {
  const numbers = await server.command<string[]>('LRANGE', WRITES, '0', '-1');
  return new Set(numbers.map(Number));
}

/** A health check's question. @throws when the cache is read-only or does not answer. */
export async function cacheMustTakeWrites(port: number): Promise<void> {
  const client = await connectRedis(port);
  try {
    const [role] = (await client.sendCommand(['ROLE'])) as [string];
    if (role !== 'master') throw new Error(`the cache is a ${role}`);
  } finally {
    client.destroy();
  }
}
