import { numbersInCache } from '../../../rehearsal/cache-pair';
import { Client } from '../../../rehearsal/client';
import { numbersIn } from '../../../rehearsal/database-pair';
import { findRedis } from '../../../rehearsal/engines/redis-binary';
import { type CountedLoss, countedLoss } from '../../../rehearsal/incidents/counted-loss';
import { aWorld, replicated } from '../../rehearsal/a-world';
import { bareCacheFailover } from '../bare-cache-failover';
import { barePromotion } from '../bare-promotion';
import { median } from '../median';
import { type Promised, pause, progress } from './promise';

const CALM_MS = 1_000;
/** What pg_auto_failover needs for its own. */
const DATABASE_GAP_SECONDS = 1.25;
/** Beside Redis, which knows nothing of a database that has to move with it. */
const CACHE_GAP_TIMES = 1.2;

interface Switched {
  readonly database: CountedLoss;
  readonly cache: CountedLoss | undefined;
}

/** How long clients cannot write while a person switches over, beside what the engines need for it alone. */
export async function writeGaps(runs: number): Promise<readonly Promised[]> {
  const redis = await findRedis();
  const seen: Switched[] = [];
  const bare: number[] = [];
  const bareOfCache: number[] = [];
  for (let run = 1; run <= runs; run += 1) {
    progress('switchover', run, runs);
    seen.push(await switchedOver());
    bare.push(await barePromotion());
    if (!('notRehearsed' in redis)) bareOfCache.push(await bareCacheFailover(redis, (1000 * run) / runs));
  }
  const databases = seen.map(({ database }) => database);
  return [
    lossesIn(seen),
    gapOfDatabase(databases, bare),
    'notRehearsed' in redis ? notRehearsed(redis.notRehearsed) : gapOfCache(seen, bareOfCache),
  ];
}

function lossesIn(seen: readonly Switched[]): Promised {
  const lost = seen.reduce((sum, { database, cache }) => sum + database.lost + (cache?.lost ?? 0), 0);
  const what = `acknowledged writes lost in ${seen.length} switchovers`;
  return { what, measured: String(lost), goal: 'none', kept: lost === 0 };
}

function gapOfDatabase(databases: readonly CountedLoss[], bare: readonly number[]): Promised {
  const gap = median(databases.map(({ longestGapSeconds }) => longestGapSeconds));
  return {
    what: 'database: write gap of a switchover',
    measured: `${gap.toFixed(3)} s (promote ${median(bare).toFixed(3)})`,
    goal: `<= ${DATABASE_GAP_SECONDS} s`,
    kept: gap <= DATABASE_GAP_SECONDS,
  };
}

function gapOfCache(seen: readonly Switched[], bare: readonly number[]): Promised {
  const gap = median(seen.map(({ cache }) => cache?.longestGapSeconds));
  const most = CACHE_GAP_TIMES * median(bare);
  return {
    what: `cache: write gap, beside FAILOVER TO (${median(bare).toFixed(3)} s)`,
    measured: `${gap.toFixed(3)} s, ${(gap / median(bare)).toFixed(2)} times`,
    goal: `<= ${CACHE_GAP_TIMES} times`,
    kept: gap <= most,
  };
}

/** Never shown as kept. */
const notRehearsed = (because: string): Promised => ({
  what: 'cache: write gap, beside FAILOVER TO',
  measured: `not rehearsed: ${because}`,
  goal: `<= ${CACHE_GAP_TIMES} times`,
  kept: false,
});

async function switchedOver(): Promise<Switched> {
  const world = await aWorld();
  const client = new Client(world);
  try {
    await replicated(world);
    client.start();
    await pause(CALM_MS);
    await world.region('recovery').start('switchover', 'planned', { trigger: 'bench' }).result;
    await pause(CALM_MS);
    await client.stop();
    const { databases, caches } = world.engines;
    const surviving = await numbersIn(databases.standby, databases.databaseName);
    return {
      database: countedLoss(client.database.writes, surviving),
      cache: caches && countedLoss(client.cache?.writes ?? [], await numbersInCache(caches.standby)),
    };
  } finally {
    await client.stop();
    await world.end();
  }
}
