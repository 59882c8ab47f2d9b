import type { CacheGroup } from '../../../lib/aws/cache-group';
import type { CacheGroups } from '../../../lib/aws/cache-groups';
import { cacheHopelessBecause } from '../../../lib/domain/cache-status';
import { NotFound, TerminalState } from '../../../lib/domain/errors';
import { type RestoreOrder, RUN_TAG, SCRATCH_UNTIL_TAG } from '../../../lib/domain/restore-order';
import { isRestoreTarget } from '../../../lib/domain/restore-target';
import { DEPLOYMENT_TAG } from '../../../lib/domain/snapshot-name';
import type { Deployment } from '../../../lib/plan/deployment';
import { mustBeTarget } from './must-be-target';
import type { Restored } from './restorer';
import type { KeepingRestorer } from './restorer-for';

interface Deps {
  readonly deployment: Deployment;
  readonly groups: (
    region: string,
  ) => Pick<CacheGroups, 'group' | 'groups' | 'tags' | 'untag' | 'deleteGroup'>;
}

/** Replication groups that cache backups were restored into. */
export function cacheRestorer({ deployment, groups }: Deps): Required<KeepingRestorer> {
  const find = async ({ target, region }: Pick<RestoreOrder, 'target' | 'region'>) => {
    const found = await groups(region).group(target);
    return found && restoredOf(found, await groups(region).tags(found.arn), region);
  };
  const isOurs = (tags: Restored['tags']): boolean =>
    tags[DEPLOYMENT_TAG] === deployment.name && RUN_TAG in tags;

  return {
    find,

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
