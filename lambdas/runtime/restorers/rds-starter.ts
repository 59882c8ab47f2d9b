import type { DatabaseRestores } from '../../../lib/aws/database-restores';
import type { RestoreSettings } from '../../../lib/aws/restore-input';
import { InvalidInput, TerminalState } from '../../../lib/domain/errors';
import { type RestoreOrder, RUN_TAG, SCRATCH_UNTIL_TAG } from '../../../lib/domain/restore-order';
import { DEPLOYMENT_TAG } from '../../../lib/domain/snapshot-name';
import { type Deployment, databaseOf, placeOf } from '../../../lib/plan/deployment';
import { mustBeTarget } from './must-be-target';
import type { Starter } from './restorer';

type Verbs = Pick<DatabaseRestores, 'instanceDetails' | 'restoreFromSnapshot' | 'restoreToTime'>;

/** Restores snapshots and automated backups into DB instances, in the region that they lie in. */
export function rdsStarter(deployment: Deployment, restores: (region: string) => Verbs): Starter {
  /** What has the name must be an earlier call of the same run; anybody else's is not to be taken for a restore. */
  async function mustBeOurs({ run, target, region }: RestoreOrder): Promise<void> {
    const found = await restores(region).instanceDetails(target);
    const { [DEPLOYMENT_TAG]: owner, [RUN_TAG]: by } = found?.tags ?? {};
    if (owner === deployment.name && by === run) return;
    throw new TerminalState(
      `cannot restore to ${target} in ${region}: the name is taken by an instance of run ${by ?? 'nobody knows which'}, expected ${run}; delete or rename it`,
    );
  }

  return {
    start: async (order) => {
      mustBeTarget(deployment.name, order.target);
      const answer = await askFor(deployment, order, restores(order.region));
      if (answer === 'there') await mustBeOurs(order);
    },
  };
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
