import type * as z from 'zod';
import type { Caches } from '../../lib/aws/caches';
import { NotReady } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import { cacheOf } from '../../lib/plan/deployment';
import type { contract } from './contract';
import { type SeedDeps, seedCache } from './seed-cache';

interface Deps extends SeedDeps {
  readonly caches: Pick<Caches, 'region' | 'globalDatastore' | 'failover'>;
}

type Outcome = 'accepted' | 'already' | 'cold';

/**
 * State PromoteCache of `failover`: promotes, fills or leaves a cache as its `onRegionLoss` says. The lease comes first: of
 * several promotions at once ElastiCache keeps one, and does not say which. A second call waits for what is under way, finds
 * the member promoted or the cache made, and changes nothing.
 */
export const promoteCache =
  (deps: Deps) =>
  async (input: z.output<typeof contract.input>): Promise<{ outcome: Outcome; at: Instant }> => {
    const { onRegionLoss } = cacheOf(deps.deployment, input.cache);
    const outcome = await ways[onRegionLoss](deps, input);
    return { outcome, at: deps.now() };
  };

const ways = {
  promote,
  seed: seedCache,
  /** Whoever takes over brings up an empty one: nothing here is to be waited for. */
  cold: async (): Promise<Outcome> => 'cold',
};

async function promote(
  { deployment, ledger, caches, now }: Deps,
  { claim, cache }: z.output<typeof contract.input>,
): Promise<Outcome> {
  const { globalDatastore, recovery } = cacheOf(deployment, cache);
  const { status, members } = await caches.globalDatastore(globalDatastore);
  const own = members.find((member) => member.region === caches.region);
  if (own?.role === 'primary') return 'already';
  if (status !== 'available') {
    throw new NotReady(
      `${globalDatastore} is ${status}: an earlier call may be under way, or something else`,
    );
  }
  await ledger.hold(claim, now());
  await caches.failover(globalDatastore, {
    region: caches.region,
    replicationGroup: recovery.replicationGroup,
  });
  return 'accepted';
}
