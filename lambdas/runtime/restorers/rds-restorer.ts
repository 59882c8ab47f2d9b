import type { DatabaseRestores } from '../../../lib/aws/database-restores';
import type { InstanceDetails } from '../../../lib/aws/instance-details';
import type { RestoreSettings } from '../../../lib/aws/restore-input';
import { InvalidInput, NotFound, TerminalState } from '../../../lib/domain/errors';
import { hopelessBecause } from '../../../lib/domain/instance-status';
import { type RestoreOrder, RUN_TAG, SCRATCH_UNTIL_TAG } from '../../../lib/domain/restore-order';
import { isRestoreTarget } from '../../../lib/domain/restore-target';
import { DEPLOYMENT_TAG } from '../../../lib/domain/snapshot-name';
import { type Deployment, databaseOf, placeOf } from '../../../lib/plan/deployment';
import type { Restored, Restorer } from './restorer';

export interface RdsRestorer extends Restorer {
  /** Hands a restored database over: from then on it is not scratch, and deleting it takes two steps. May be called again. */
  readonly keep: (made: Pick<Restored, 'target' | 'region'>) => Promise<void>;
}

type Verbs = Omit<DatabaseRestores, 'region' | 'backupWindow' | 'replicatedBackups'>;

/** Restores snapshots and automated backups into DB instances, in the region that they lie in. */
export function rdsRestorer(deployment: Deployment, restores: (region: string) => Verbs): RdsRestorer {
  const deploymentName = deployment.name;

  /** What has the name must be an earlier call of the same run; anybody else's is not to be taken for a restore. */
  async function mustBeOurs({ run, target, region }: RestoreOrder): Promise<void> {
    const found = await restores(region).instanceDetails(target);
    const { [DEPLOYMENT_TAG]: owner, [RUN_TAG]: by } = found?.tags ?? {};
    if (owner === deploymentName && by === run) return;
    throw new TerminalState(
      `cannot restore to ${target} in ${region}: the name is taken by an instance of run ${by ?? 'nobody knows which'}, expected ${run}; delete or rename it`,
    );
  }

  return {
    find: async ({ target, region }) => {
      const found = await restores(region).instanceDetails(target);
      return found && restoredOf(found, region);
    },

    start: async (order) => {
      mustBeTarget(deploymentName, order.target);
      const answer = await askFor(deployment, order, restores(order.region));
      if (answer === 'there') await mustBeOurs(order);
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

function mustBeTarget(deployment: string, target: string): void {
  if (isRestoreTarget(deployment, target)) return;
  throw new InvalidInput(
    `${target} is not a name that a restore of ${deployment} gives; nothing is done to it`,
  );
}

async function askFor(deployment: Deployment, order: RestoreOrder, verbs: Verbs): Promise<'asked' | 'there'> {
  const { point, region, target, to } = order;
  const restore = { target, settings: settingsOf(deployment, order), tags: tagsOf(deployment, order) };
  if (point.region !== region) {
    throw new InvalidInput(
      `${point.kind} ${point.id} lies in ${point.region} and cannot be restored in ${region}`,
    );
  }
  switch (point.kind) {
    case 'snapshot':
    case 'snapshot-copy':
      return verbs.restoreFromSnapshot({ ...restore, snapshotId: point.id });
    case 'automated-backups': {
      const { instance } = databaseOf(deployment, point.store)[placeOf(deployment, region)];
      return verbs.restoreToTime({ ...restore, source: { instance }, to });
    }
    case 'automated-backups-copy':
      return verbs.restoreToTime({ ...restore, source: { backupsArn: point.arn }, to });
    default:
      throw new InvalidInput(`RDS restores no ${point.kind}; expected a snapshot or automated backups`);
  }
}

/** A drill's database admits the orchestrator alone, and is gone before a standby zone or a backup would help anybody. */
function settingsOf(deployment: Deployment, { point, region, purpose }: RestoreOrder): RestoreSettings {
  const database = databaseOf(deployment, point.store);
  const side = database[placeOf(deployment, region)];
  const { subnetGroup, parameterGroup, port } = side;
  const common = { instanceClass: database.instanceClass, subnetGroup, parameterGroup, port };
  return purpose === 'drill'
    ? { ...common, securityGroups: [side.fenceSecurityGroup], multiAz: false, backupRetentionDays: 0 }
    : {
        ...common,
        securityGroups: side.securityGroups,
        multiAz: database.multiAz,
        backupRetentionDays: database.backupRetentionDays,
      };
}

function tagsOf(deployment: Deployment, { run, purpose, point, target, expiresAt }: RestoreOrder) {
  if (purpose === 'drill' && !expiresAt) {
    throw new InvalidInput(`drill ${run} does not say until when ${target} may stay; nobody would remove it`);
  }
  return {
    [DEPLOYMENT_TAG]: deployment.name,
    [RUN_TAG]: run,
    'firebackup:database': point.store,
    ...(expiresAt && { [SCRATCH_UNTIL_TAG]: expiresAt }),
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
