import type { CacheGroups } from '../../../lib/aws/cache-groups';
import type { ObjectHeads } from '../../../lib/aws/object-heads';
import { isCacheBackup } from '../../../lib/domain/cache-seeding';
import { InvalidInput } from '../../../lib/domain/errors';
import { type RestoreOrder, RUN_TAG, SCRATCH_UNTIL_TAG } from '../../../lib/domain/restore-order';
import { DEPLOYMENT_TAG } from '../../../lib/domain/snapshot-name';
import { cacheOf, type Deployment, placeOf } from '../../../lib/plan/deployment';
import { currentObjectArn } from '../seeding';
import { mustBeTarget } from './must-be-target';
import type { Starter } from './restorer';

interface Deps {
  readonly deployment: Deployment;
  readonly groups: (region: string) => Pick<CacheGroups, 'createSeeded'>;
  readonly objects: (region: string) => ObjectHeads;
}

/** Restores cache backups into replication groups of their own, in the region that they lie in. */
export const cacheStarter = ({ deployment, groups, objects }: Deps): Starter => ({
  start: async (order) => {
    mustBeTarget(deployment.name, order.target);
    const { point, region } = order;
    if (!isCacheBackup(point) || point.region !== region) {
      throw new InvalidInput(
        `${point.kind} ${point.id} of ${point.region} cannot be restored as a cache in ${region}; expected a cache backup that lies there`,
      );
    }
    const objectArn = await currentObjectArn(point, objects(region));
    await groups(region).createSeeded({ ...seedOf(deployment, order), objectArn });
  },
});

/** A drill's cache admits the orchestrator alone, and is gone before a replica would help anybody. */
function seedOf(deployment: Deployment, { point, region, purpose, target, run, expiresAt }: RestoreOrder) {
  const place = placeOf(deployment, region);
  const cache = cacheOf(deployment, point.store);
  const { securityGroups, fenceSecurityGroup, subnetGroup } = cache[place];
  if (purpose === 'drill' && !expiresAt) {
    throw new InvalidInput(`drill ${run} does not say until when ${target} may stay; nobody would remove it`);
  }
  return {
    replicationGroup: target,
    nodeType: cache.nodeType,
    nodes: purpose === 'drill' ? 1 : 2,
    subnetGroup,
    securityGroups: purpose === 'drill' ? [fenceSecurityGroup] : securityGroups,
    keyArn: deployment.keys[place],
    tags: {
      [DEPLOYMENT_TAG]: deployment.name,
      [RUN_TAG]: run,
      'firebackup:cache': point.store,
      ...(expiresAt && { [SCRATCH_UNTIL_TAG]: expiresAt }),
    },
  };
}
