import { join } from 'node:path';
import { cacheStore } from '../../rehearsal/cache-pair';
import { WRITE_EVERY_MS } from '../../rehearsal/client';
import { freePort } from '../../rehearsal/engines/free-port';
import type { FoundRedis } from '../../rehearsal/engines/redis-binary';
import { RedisServer } from '../../rehearsal/engines/redis-server';
import { waitUntil } from '../../rehearsal/engines/wait-until';
import { countedLoss } from '../../rehearsal/incidents/counted-loss';
import { Leftovers } from '../../rehearsal/leftovers';
import { NumberedWriter } from '../../rehearsal/numbered-writer';
import { pause } from './trust/promise';

const WITHIN_MS = 10_000;
const CALM_MS = 500;

/**
 * Seconds without a write of a client that learns at once where the primary is, while Redis fails over by itself. It waits for
 * word from the replica, which comes once a second, so `phaseMs` within that second decides how long.
 */
export async function bareCacheFailover(redis: FoundRedis, phaseMs: number): Promise<number> {
  const leftovers = new Leftovers();
  const started = async (name: string) => {
    const server = new RedisServer(redis, {
      directory: join(leftovers.folder, name),
      port: await freePort(),
    });
    leftovers.add(() => server.killNow());
    await server.start();
    return server;
  };
  try {
    const [primary, replica] = [await started('primary'), await started('replica')];
    await replica.replicaOf(primary.host, primary.port);
    let serving = primary;
    const writer = new NumberedWriter(
      WRITE_EVERY_MS,
      () => String(serving.port),
      (port) => cacheStore(Number(port)),
    );
    writer.start();
    await pause(CALM_MS + phaseMs);
    await primary.command('FAILOVER', 'TO', replica.host, String(replica.port));
    await waitUntil(async () => (await replica.role()) === 'master', {
      withinMs: WITHIN_MS,
      otherwise: () => 'the replica was not made the primary',
    });
    serving = replica;
    await pause(CALM_MS);
    await writer.stop();
    return countedLoss(writer.writes, new Set()).longestGapSeconds;
  } finally {
    leftovers.end();
  }
}
