import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan } from '../lib/plan/plan';
import { Api } from './api';
import { walBucketsIn } from './archives';
import { type CachePair, cacheMustTakeWrites, startCachePair } from './cache-pair';
import { confirmByWrite, type DatabasePair, mustTakeWrites, startDatabasePair } from './database-pair';
import { findPostgres } from './engines/postgres-binaries';
import { findRedis } from './engines/redis-binary';
import type { Leftovers } from './leftovers';

/** The door of every gate that clients come through; the orchestrator's is named by its security group. */
export const APPLICATION_DOOR = 'application';

export interface Engines {
  readonly databases: DatabasePair;
  readonly caches: CachePair | undefined;
  /** Why there is no cache in this rehearsal. */
  readonly cacheNotRehearsed: string | undefined;
}

/** PostgreSQL and, where it can be had, Redis: each a primary and a replica behind gates. */
export async function startEngines(plan: Plan, leftovers: Leftovers): Promise<Engines> {
  const [database] = plan.databases;
  if (!database) throw new RangeError('a plan has at least one database');
  const doors = {
    primary: [APPLICATION_DOOR, plan.networks.primary.securityGroup],
    recovery: [APPLICATION_DOOR, plan.networks.recovery.securityGroup],
  };
  const [binaries, redis] = await Promise.all([findPostgres(leftovers.folder), findRedis()]);
  const databases = await startDatabasePair({
    ...database,
    binaries,
    leftovers,
    doors,
    walBuckets: walBucketsIn(leftovers.folder, plan),
  });
  if (plan.caches.length === 0)
    return { databases, caches: undefined, cacheNotRehearsed: 'the plan has no cache' };
  if ('notRehearsed' in redis) return { databases, caches: undefined, cacheNotRehearsed: redis.notRehearsed };
  return { databases, caches: await startCachePair(redis, leftovers, doors), cacheNotRehearsed: undefined };
}

/** The API of one region, whose health is that of its own database and cache, and of a folder that it keeps files in. */
export function apiOf(
  { databases, caches }: Engines,
  side: 'primary' | 'standby',
  { region, folder }: { region: string; folder: string },
): Api {
  const database = databases[side].gate.port(APPLICATION_DOOR);
  const cache = caches?.[side].gate.port(APPLICATION_DOOR);
  return new Api({
    region,
    checks: {
      database: () => mustTakeWrites(database, databases.databaseName),
      ...(cache === undefined ? {} : { redis: () => cacheMustTakeWrites(cache) }),
      storage: () => mustKeepFiles(join(folder, `storage-of-${region}`)),
    },
    write: (run) => confirmByWrite(database, databases.databaseName, run),
  });
}

/** A file is written, read again and removed; of its own, since several may ask at once. */
async function mustKeepFiles(inFolder: string): Promise<void> {
  const content = randomUUID();
  const file = `${inFolder}-${content}`;
  await writeFile(file, content);
  try {
    const read = await readFile(file, 'utf8');
    if (read !== content) throw new Error(`${file} has ${read}, expected what was written`);
  } finally {
    await rm(file, { force: true });
  }
}
