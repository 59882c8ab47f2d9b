import type * as z from 'zod';
import type { Caches } from '../../lib/aws/caches';
import { NotReady } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import { cacheOf, placeOf } from '../../lib/plan/deployment';
import type { contract } from './contract';
import { type SeedDeps, seedCache } from './seed-cache';

interface Deps extends SeedDeps {
  readonly caches: Pick<
    Caches,
    'region' | 'globalDatastore' | 'failover' | 'securityGroups' | 'setSecurityGroups'
  >;
}

type Outcome = 'accepted' | 'already' | 'cold';

/**
 * State PromoteCache of `failover` and `switchover`: promotes, fills or leaves a cache as its `onRegionLoss` says. Waits until
 * the promotion of a database was asked for, because that is where the way back ends: a standby that is not ready yet may
 * still have the run undone, and a cache that had moved by then would not come back. The lease comes first: of
 * several promotions at once ElastiCache keeps one, and does not say which. A second call waits for what is under way, finds
 * the member promoted or the cache made, and changes nothing.
 */
export const promoteCache =
  (deps: Deps) =>
  async (input: z.output<typeof contract.input>): Promise<{ outcome: Outcome; at: Instant }> => {
    const { onRegionLoss } = cacheOf(deps.deployment, input.cache);
    const { openRun } = await deps.ledger.hold(input.claim, deps.now());
    if (!openRun?.promotingSince) {
      throw new NotReady(
        `${input.cache} waits: no promotion of a database was asked for yet by run ${input.claim.run}`,
      );
    }
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
  const { globalDatastore, [placeOf(deployment, caches.region)]: own } = cacheOf(deployment, cache);
  const { status, members } = await caches.globalDatastore(globalDatastore);
  const member = members.find(({ region }) => region === caches.region);
  if (member?.role === 'primary') return 'already';
  if (status !== 'available') {
    throw new NotReady(
      `${globalDatastore} is ${status}: an earlier call may be under way, or something else`,
    );
  }
  await ledger.hold(claim, now());
  // It may have been fenced when this region lost its role. Until it is promoted it takes no writes, whoever gets in.
  const groups = await caches.securityGroups(own.replicationGroup);
  if (groups.some(({ id }) => id === own.fenceSecurityGroup)) {
    await caches.setSecurityGroups(own.replicationGroup, own.securityGroups);
  }
  await caches.failover(globalDatastore, {
    region: caches.region,
    replicationGroup: own.replicationGroup,
  });
  return 'accepted';
}
