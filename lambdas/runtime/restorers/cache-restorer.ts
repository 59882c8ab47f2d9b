import type { CacheGroup } from '../../../lib/aws/cache-group';
import type { CacheGroups } from '../../../lib/aws/cache-groups';
import type { Objects } from '../../../lib/aws/objects';
import { isCacheBackup } from '../../../lib/domain/cache-seeding';
import { cacheHopelessBecause } from '../../../lib/domain/cache-status';
import { InvalidInput, NotFound, TerminalState } from '../../../lib/domain/errors';
import { type RestoreOrder, RUN_TAG, SCRATCH_UNTIL_TAG } from '../../../lib/domain/restore-order';
import { isRestoreTarget } from '../../../lib/domain/restore-target';
import { DEPLOYMENT_TAG } from '../../../lib/domain/snapshot-name';
import { cacheOf, type Deployment, placeOf } from '../../../lib/plan/deployment';
import { currentObjectArn } from '../seeding';
import type { Restored } from './restorer';
import type { KeepingRestorer } from './restorer-for';

interface Deps {
  readonly deployment: Deployment;
  readonly groups: (
    region: string,
  ) => Pick<CacheGroups, 'group' | 'groups' | 'tags' | 'createSeeded' | 'untag' | 'deleteGroup'>;
  readonly objects: (region: string) => Pick<Objects, 'head'>;
}

/** Restores cache backups into replication groups of their own, in the region that they lie in. */
export function cacheRestorer({ deployment, groups, objects }: Deps): Required<KeepingRestorer> {
  const find = async ({ target, region }: Pick<RestoreOrder, 'target' | 'region'>) => {
    const found = await groups(region).group(target);
    return found && restoredOf(found, await groups(region).tags(found.arn), region);
  };
  const isOurs = (tags: Restored['tags']): boolean =>
    tags[DEPLOYMENT_TAG] === deployment.name && RUN_TAG in tags;

  return {
    find,

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

    remove: async (made) => {
      mustBeTarget(deployment.name, made.target);
      const found = await find(made);
      if (!found) return 'gone';
      if (!isOurs(found.tags)) {
        throw new TerminalState(
          `${made.target} in ${made.region} lacks our tags ${DEPLOYMENT_TAG} and ${RUN_TAG}: it may not be ours; look at it and delete it by hand`,
        );
      }
      if (!(SCRATCH_UNTIL_TAG in found.tags)) {
        throw new TerminalState(
          `${made.target} in ${made.region} lacks the tag ${SCRATCH_UNTIL_TAG}: it was handed over and stays`,
        );
      }
      if (found.status !== 'deleting') await groups(made.region).deleteGroup(made.target);
      return 'going';
    },

    scratch: async (region) => {
      const named = (await groups(region).groups()).filter(({ id }) => isRestoreTarget(deployment.name, id));
      const made = await Promise.all(
        named.map(async (group) => restoredOf(group, await groups(region).tags(group.arn), region)),
      );
      return made.filter(({ tags }) => isOurs(tags) && SCRATCH_UNTIL_TAG in tags);
    },

    keep: async ({ target, region }) => {
      mustBeTarget(deployment.name, target);
      const found = await groups(region).group(target);
      if (!found) throw new NotFound(`no cache ${target} in ${region}: there is nothing to hand over`);
      await groups(region).untag(found.arn, SCRATCH_UNTIL_TAG);
    },
  };
}

function mustBeTarget(deployment: string, target: string): void {
  if (isRestoreTarget(deployment, target)) return;
  throw new InvalidInput(
    `${target} is not a name that a restore of ${deployment} gives; nothing is done to it`,
  );
}

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

function restoredOf(found: CacheGroup, tags: Restored['tags'], region: string): Restored {
  const { id: target, status, endpoint } = found;
  const hopelessBecause = cacheHopelessBecause(target, status);
  return {
    target,
    region,
    status,
    ...(status === 'available' && endpoint && { endpoint }),
    ...(hopelessBecause && { hopelessBecause }),
    tags,
  };
}
