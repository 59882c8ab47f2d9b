import type * as z from 'zod';
import { TerminalState } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import type { ConnectCache } from '../../lib/redis/connect';
import { reaching, releaseWrites } from '../../lib/redis/write-pause';
import type { contract } from './contract';

/**
 * State ReleaseCaches of `write-access`, the undo of PauseCaches. A cache that is not paused stays as it is, however often it
 * is called, and one that does not permit pausing was never paused. One that gives no answer lets its clients go on by
 * itself when its pause is over; every other has its turn before it fails the task.
 */
export const releaseCaches =
  ({ connect, now }: { readonly connect: ConnectCache; readonly now: () => Instant }) =>
  async ({
    caches,
  }: z.output<typeof contract.input>): Promise<{ caches: readonly string[]; at: Instant }> => {
    const outcomes = await Promise.allSettled(
      caches.map(({ cache, ...endpoint }) => reaching(cache, connect(endpoint, releaseWrites))),
    );
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected' && !(outcome.reason instanceof TerminalState)) throw outcome.reason;
    }
    return { caches: caches.map(({ cache }) => cache), at: now() };
  };
