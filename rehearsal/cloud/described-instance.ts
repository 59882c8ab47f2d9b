import type { DBInstance } from '@aws-sdk/client-rds';
import type { Instant } from '../../lib/domain/instant';
import type { Gate } from '../engines/gate';
import type { ContinuousBackup } from './continuous-backup';
import type { SecurityGroupRules } from './security-group-rules';

export interface InstancePlace {
  readonly id: string;
  readonly arn: string;
  readonly keyArn: string | undefined;
  readonly gate: Gate;
  /** The door of the gate whose port is told as the endpoint's, since on one machine a gate has one for each source. */
  readonly door: string;
  readonly rules: SecurityGroupRules;
}

export interface InstanceTraits {
  readonly groups: readonly string[];
  readonly replicaSource?: string | undefined;
  readonly retentionDays: number;
  readonly deletionProtection: boolean;
  readonly multiAz: boolean;
  /** UTC; what AWS picks where nobody says. */
  readonly backupWindow?: string | undefined;
  /** What RDS gives to an instance of which nobody says. */
  readonly parameterGroup?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Its automated backups, and where they lie in its own region. */
  readonly backups?: { readonly continuous: ContinuousBackup; readonly archive: string } | undefined;
}

/** What can be asked of an instance that is there. */
export type ChangeableTraits = Pick<
  InstanceTraits,
  'retentionDays' | 'deletionProtection' | 'multiAz' | 'backupWindow' | 'parameterGroup'
>;

/** What changes by itself. */
export interface InstanceNow {
  readonly status: string;
  /** Whether there is a server that could be connected to. */
  readonly serves: boolean;
  readonly groupsInForce: boolean;
  readonly tags: ReadonlyMap<string, string>;
  /** The latest moment that it can be recovered to. */
  readonly latest: Instant | undefined;
}

/** An instance as RDS describes it. */
export const describedInstance = (
  { id, arn, keyArn, gate, door }: InstancePlace,
  traits: InstanceTraits,
  { status, serves, groupsInForce, tags, latest }: InstanceNow,
): DBInstance => ({
  DBInstanceIdentifier: id,
  DBInstanceArn: arn,
  DBInstanceStatus: status,
  StorageEncrypted: true,
  KmsKeyId: keyArn,
  Endpoint: serves ? { Address: '127.0.0.1', Port: gate.port(door) } : undefined,
  BackupRetentionPeriod: traits.retentionDays,
  LatestRestorableTime: latest === undefined ? undefined : new Date(latest),
  MultiAZ: traits.multiAz,
  PreferredBackupWindow: traits.backupWindow ?? '00:00-00:30',
  DBParameterGroups: [
    {
      DBParameterGroupName: traits.parameterGroup ?? 'default.postgres16',
      ParameterApplyStatus: 'in-sync',
    },
  ],
  DeletionProtection: traits.deletionProtection,
  ReadReplicaSourceDBInstanceIdentifier: traits.replicaSource,
  StatusInfos: traits.replicaSource
    ? [{ StatusType: 'read replication', Status: 'replicating', Normal: true }]
    : [],
  VpcSecurityGroups: traits.groups.map((VpcSecurityGroupId) => ({
    VpcSecurityGroupId,
    Status: groupsInForce ? 'active' : 'adding',
  })),
  TagList: [...tags].map(([Key, Value]) => ({ Key, Value })),
});
