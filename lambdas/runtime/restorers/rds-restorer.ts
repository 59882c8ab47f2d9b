import type { DatabaseRestores } from '../../../lib/aws/database-restores';
import type { InstanceDetails } from '../../../lib/aws/instance-details';
import { NotFound } from '../../../lib/domain/errors';
import { hopelessBecause } from '../../../lib/domain/instance-status';
import { SCRATCH_UNTIL_TAG } from '../../../lib/domain/restore-order';
import { isRestoreTarget } from '../../../lib/domain/restore-target';
import { DEPLOYMENT_TAG } from '../../../lib/domain/snapshot-name';
import type { Deployment } from '../../../lib/plan/deployment';
import { mustBeTarget } from './must-be-target';
import type { Restored, Restorer } from './restorer';

export interface RdsRestorer extends Restorer {
  /** Hands a restored database over: from then on it is not scratch, and deleting it takes two steps. May be called again. */
  readonly keep: (made: Pick<Restored, 'target' | 'region'>) => Promise<void>;
}

type Verbs = Omit<DatabaseRestores, 'restoreToTime' | 'restoreFromSnapshot'>;

/** DB instances that snapshots and automated backups were restored into. */
export function rdsRestorer(deployment: Deployment, restores: (region: string) => Verbs): RdsRestorer {
  const deploymentName = deployment.name;

  return {
    find: async ({ target, region }) => {
      const found = await restores(region).instanceDetails(target);
      return found && restoredOf(found, region);
    },

    remove: async ({ target, region }) => {
      mustBeTarget(deploymentName, target);
      return restores(region).remove(target, deploymentName);
    },

    scratch: async (region) => {
      const tagged = await restores(region).taggedInstances(SCRATCH_UNTIL_TAG);
      return tagged
        .filter(
          ({ tags, id }) => tags[DEPLOYMENT_TAG] === deploymentName && isRestoreTarget(deploymentName, id),
        )
        .map((instance) => restoredOf(instance, region));
    },

    keep: async ({ target, region }) => {
      mustBeTarget(deploymentName, target);
      const found = await restores(region).instanceDetails(target);
      if (!found) throw new NotFound(`no instance ${target} in ${region}: there is nothing to hand over`);
      if (!found.deletionProtection) await restores(region).protect(target);
      if (SCRATCH_UNTIL_TAG in found.tags) await restores(region).untag(found.arn, SCRATCH_UNTIL_TAG);
    },
  };
}

/** Available is not yet open: a security group that is still being added lets nobody in. */
function restoredOf(found: InstanceDetails, region: string): Restored {
  const { id: target, status, endpoint, securityGroups, tags } = found;
  const isOpen = status === 'available' && securityGroups.every((group) => group.status === 'active');
  return {
    target,
    region,
    status,
    ...(isOpen && endpoint && { endpoint }),
    ...optional(hopelessBecause(target, status)),
    tags,
  };
}

const optional = (because: string | undefined) => (because ? { hopelessBecause: because } : {});
