import type * as z from 'zod';
import type { Instant } from '../../lib/domain/instant';
import type { ConnectCache } from '../../lib/redis/connect';
import { pauseWrites, reaching } from '../../lib/redis/write-pause';
import type { CachePosition } from '../runtime/cache-position-shapes';
import type { contract } from './contract';

/**
 * State PauseCaches of `write-access`, after the databases were blocked. Clients of the caches wait, and fail nothing, until
 * they are released or a quarter of an hour is over. A second call pauses anew behind what was written in between, and its marks
 * are the ones that count. A cache that cannot be paused fails the task: what would be lost is not known then.
 */
export const pauseCaches =
  ({ connect, now }: { readonly connect: ConnectCache; readonly now: () => Instant }) =>
  async ({ run, caches }: z.output<typeof contract.input>): Promise<{ caches: CachePosition[] }> => {
    const positions: CachePosition[] = [];
    for (const { cache, ...endpoint } of caches) {
      const at = now();
      const mark = `${run} at ${at}`;
      await reaching(
        cache,
        connect(endpoint, (session) => pauseWrites(session, mark)),
      );
      positions.push({ cache, mark, at });
    }
    return { caches: positions };
  };
