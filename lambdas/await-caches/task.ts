import type * as z from 'zod';
import { InvalidInput } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import type { ConnectCache } from '../../lib/redis/connect';
import { awaitMark, reaching } from '../../lib/redis/write-pause';
import type { contract } from './contract';

/**
 * State AwaitCaches of `switchover`, retried by the machine while replication carries on. Changes nothing. A cache of which
 * nobody says how far it was written is not called caught up.
 */
export const awaitCaches =
  ({ connect, now }: { readonly connect: ConnectCache; readonly now: () => Instant }) =>
  async ({
    caches,
    positions,
  }: z.output<typeof contract.input>): Promise<{ caches: readonly string[]; at: Instant }> => {
    for (const { cache, ...endpoint } of caches) {
      const position = positions.find((one) => one.cache === cache);
      if (!position) throw new InvalidInput(`cache ${cache} has no position, expected the mark of its pause`);
      await reaching(
        cache,
        connect(endpoint, (session) => awaitMark(session, position.mark)),
      );
    }
    return { caches: caches.map(({ cache }) => cache), at: now() };
  };
