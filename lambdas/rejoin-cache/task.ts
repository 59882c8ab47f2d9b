import type * as z from 'zod';
import type { Caches } from '../../lib/aws/caches';
import { NotReady } from '../../lib/domain/errors';
import { groupsInForce } from '../../lib/domain/fence';
import type { Instant } from '../../lib/domain/instant';
import { cacheOf, type Deployment, placeOf } from '../../lib/plan/deployment';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Deployment;
  readonly caches: Pick<Caches, 'region' | 'globalDatastore' | 'securityGroups' | 'setSecurityGroups'>;
  readonly now: () => Instant;
}

interface Rejoined {
  readonly cache: string;
  readonly how: string;
  readonly at: Instant;
}

/**
 * State RejoinCache of `failback`, retried by the machine while ElastiCache brings the old member back. A secondary takes no
 * writes, so it gets the groups back that its fence took. A member that has left the datastore is joined by nobody but a
 * person, because joining wipes it. A second call finds all as it is to be.
 */
export const rejoinCache =
  ({ deployment, caches, now }: Deps) =>
  async ({ cache: id }: z.output<typeof contract.input>): Promise<Rejoined> => {
    const cache = cacheOf(deployment, id);
    if (cache.onRegionLoss !== 'promote') {
      return { cache: id, how: `nothing to join: the plan has ${cache.onRegionLoss} for it`, at: now() };
    }
    const { replicationGroup, securityGroups } = cache[placeOf(deployment, caches.region)];
    const { members } = await caches.globalDatastore(cache.globalDatastore);
    const own = members.find(({ region }) => region === caches.region);
    if (own?.role !== 'secondary' || own.status !== 'associated') {
      const state = own ? `${own.status} as ${own.role}` : 'no member';
      throw new NotReady(
        `${replicationGroup} in ${caches.region} is ${state} of ${cache.globalDatastore}, expected an associated secondary; ` +
          'if it does not become one, disassociate it and add it again by hand, which wipes what it holds',
      );
    }
    const inForce = groupsInForce(await caches.securityGroups(replicationGroup), securityGroups);
    if (inForce === false) await caches.setSecurityGroups(replicationGroup, securityGroups);
    if (!inForce) throw new NotReady(`the security groups of ${replicationGroup} are not in force yet`);
    return { cache: id, how: 'an associated secondary', at: now() };
  };
