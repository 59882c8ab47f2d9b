import type { Instant } from '../domain/instant';
import { type Tags, tagList } from './rds-tags';

/**
 * What a restored instance runs as. All of it is named: RDS would give it the default security group, the default
 * parameter group and a single zone, whatever its source has. The key is that of the source; it cannot be chosen.
 */
export interface RestoreSettings {
  readonly instanceClass: string;
  readonly subnetGroup: string;
  readonly parameterGroup: string;
  readonly securityGroups: readonly string[];
  readonly multiAz: boolean;
  readonly port: number;
  /** 0: it takes no backups of its own. */
  readonly backupRetentionDays: number;
}

interface Restore {
  readonly target: string;
  readonly settings: RestoreSettings;
  readonly tags: Tags;
}

export interface PointInTimeRestore extends Restore {
  readonly source: { readonly instance: string } | { readonly backupsArn: string };
  /** Missing: the latest moment that RDS has. */
  readonly to?: Instant | undefined;
}

export interface SnapshotRestore extends Restore {
  /** Name of a snapshot in this region. */
  readonly snapshotId: string;
}

export const pointInTimeInput = ({ source, to, ...restore }: PointInTimeRestore) => ({
  ...('instance' in source
    ? { SourceDBInstanceIdentifier: source.instance }
    : { SourceDBInstanceAutomatedBackupsArn: source.backupsArn }),
  TargetDBInstanceIdentifier: restore.target,
  ...(to ? { RestoreTime: new Date(to) } : { UseLatestRestorableTime: true }),
  ...instanceInput(restore),
});

export const snapshotInput = ({ snapshotId, ...restore }: SnapshotRestore) => ({
  DBInstanceIdentifier: restore.target,
  DBSnapshotIdentifier: snapshotId,
  ...instanceInput(restore),
});

const instanceInput = ({ settings, tags }: Restore) => ({
  DBInstanceClass: settings.instanceClass,
  DBSubnetGroupName: settings.subnetGroup,
  DBParameterGroupName: settings.parameterGroup,
  VpcSecurityGroupIds: [...settings.securityGroups],
  MultiAZ: settings.multiAz,
  Port: settings.port,
  BackupRetentionPeriod: settings.backupRetentionDays,
  // The orchestrator has no password.
  EnableIAMDatabaseAuthentication: true,
  PubliclyAccessible: false,
  // Until it is handed over nothing relies on it, and where it is found on then, a person has asked for it.
  DeletionProtection: false,
  CopyTagsToSnapshot: true,
  Tags: tagList(tags),
});
