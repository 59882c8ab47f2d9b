import {
  type DBInstance,
  DescribeDBInstancesCommand,
  ModifyDBInstanceCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import type { DatabaseSettings } from '../domain/database-settings';
import { NotFound } from '../domain/errors';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

export interface SettingsOfInstance {
  readonly status: string;
  /** What was asked for counts, whether it is in force yet or not. */
  readonly settings: DatabaseSettings;
  /** A parameter group that is the instance's by now and takes effect with its next restart. */
  readonly awaitsRestart: boolean;
}

export type DatabaseSettingsVerbs = ReturnType<typeof databaseSettings>;

/** How instances are kept, over RDS in one region. @throws our errors as `translate.ts` names them. */
export function databaseSettings(access: AwsAccess) {
  const client = withMiddleware(new RDSClient(clientSettings(access)), access);
  const at = `rds in ${access.region}`;

  return {
    region: access.region,

    settings: async (id: string): Promise<SettingsOfInstance> => {
      const command = new DescribeDBInstancesCommand({ DBInstanceIdentifier: id });
      const { DBInstances } = await asking(`${at}: describe ${id}`, () => client.send(command));
      const found = DBInstances?.[0];
      if (!found) throw new NotFound(`${at}: describe ${id} answered with no instance`);
      return settingsOf(found);
    },

    /** At once, where RDS can: the maintenance window may be a week away. It restarts nothing for these. */
    change: async (id: string, asked: Partial<DatabaseSettings>): Promise<void> => {
      const command = new ModifyDBInstanceCommand({
        DBInstanceIdentifier: id,
        ApplyImmediately: true,
        ...(asked.multiAz !== undefined && { MultiAZ: asked.multiAz }),
        ...(asked.backupRetentionDays !== undefined && { BackupRetentionPeriod: asked.backupRetentionDays }),
        ...(asked.backupWindow !== undefined && { PreferredBackupWindow: asked.backupWindow }),
        ...(asked.parameterGroup !== undefined && { DBParameterGroupName: asked.parameterGroup }),
        ...(asked.deletionProtection !== undefined && { DeletionProtection: asked.deletionProtection }),
      });
      await asking(`${at}: set ${Object.keys(asked).join(', ')} of ${id}`, () => client.send(command));
    },
  };
}

function settingsOf(found: DBInstance): SettingsOfInstance {
  const { PendingModifiedValues: pending = {}, DBParameterGroups: groups = [] } = found;
  return {
    status: found.DBInstanceStatus ?? 'unknown',
    settings: {
      multiAz: pending.MultiAZ ?? found.MultiAZ ?? false,
      backupRetentionDays: pending.BackupRetentionPeriod ?? found.BackupRetentionPeriod ?? 0,
      backupWindow: found.PreferredBackupWindow ?? '',
      parameterGroup: groups[0]?.DBParameterGroupName ?? '',
      deletionProtection: found.DeletionProtection ?? false,
    },
    awaitsRestart: groups.some(({ ParameterApplyStatus }) => ParameterApplyStatus === 'pending-reboot'),
  };
}
