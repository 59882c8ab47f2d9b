import type { CacheGroups } from '../../lib/aws/cache-groups';
import { NotFound, NotReady, TerminalState } from '../../lib/domain/errors';
import { type Deployment, placeOf } from '../../lib/plan/deployment';
import type { LocatedCache } from '../runtime/cache-position-shapes';

interface Deps {
  readonly deployment: Pick<Deployment, 'regions' | 'caches'>;
  readonly groups: Pick<CacheGroups, 'region' | 'group'>;
}

/**
 * State LocateCaches of `write-access` and of `switchover`: who speaks to caches cannot ask AWS where they are. Only caches
 * whose replica takes over are moved without loss; of others there is nothing to hold back. Changes nothing.
 */
export const locateCaches =
  ({ deployment, groups }: Deps) =>
  async (): Promise<{ caches: readonly LocatedCache[] }> => {
    const moved = deployment.caches.filter(({ onRegionLoss }) => onRegionLoss === 'promote');
    return {
      caches: await Promise.all(
        moved.map(async (cache) => {
          const { replicationGroup } = cache[placeOf(deployment, groups.region)];
          return { cache: cache.id, ...(await endpointOf(groups, replicationGroup)) };
        }),
      ),
    };
  };

async function endpointOf(
  groups: Deps['groups'],
  id: string,
): Promise<{ readonly host: string; readonly port: number }> {
  const group = await groups.group(id);
  if (!group) throw new NotFound(`no replication group ${id} in ${groups.region}`);
  if (group.shards.length !== 1) {
    throw new TerminalState(
      `${id} has ${group.shards.length} shards, expected one: writes to several cannot be held back at one moment`,
    );
  }
  if (!group.endpoint) throw new NotReady(`${id} is ${group.status} and has no address yet`);
  return group.endpoint;
}
