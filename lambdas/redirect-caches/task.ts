import type * as z from 'zod';
import { NotReady } from '../../lib/domain/errors';
import type { ConnectCache } from '../../lib/redis/connect';
import { reaching, redirectWriters } from '../../lib/redis/write-pause';
import type { contract } from './contract';

interface Redirected {
  /** Whose writers were sent away. */
  readonly replicas: readonly string[];
  /** Which take writes still, and were left alone. */
  readonly primaries: readonly string[];
}

/**
 * State RedirectCaches of `write-access`, when the other region has been promoted. Only ends pauses, and only of caches that are
 * replicas: nothing is written by it. A second call finds them so. One that gives no answer fails the task, after every other
 * has had its turn.
 */
export const redirectCaches =
  ({ connect }: { readonly connect: ConnectCache }) =>
  async ({ caches }: z.output<typeof contract.input>): Promise<Redirected> => {
    const outcomes = await Promise.allSettled(
      caches.map(({ cache, ...endpoint }) => reaching(cache, connect(endpoint, redirectWriters))),
    );
    const failed = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    const unexpected = failed.find((reason) => !(reason instanceof NotReady));
    if (unexpected) throw unexpected;
    const inState = (status: 'fulfilled' | 'rejected') =>
      caches.filter((_, index) => outcomes[index]?.status === status).map(({ cache }) => cache);
    return { replicas: inState('fulfilled'), primaries: inState('rejected') };
  };
