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
  readonly tags: Readonly<Record<string, string>>;
  /** Its automated backups, and where they lie in its own region. */
  readonly backups?: { readonly continuous: ContinuousBackup; readonly archive: string } | undefined;
}

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
  { replicaSource, groups, retentionDays, multiAz, deletionProtection }: InstanceTraits,
  { status, serves, groupsInForce, tags, latest }: InstanceNow,
): DBInstance => ({
  DBInstanceIdentifier: id,
  DBInstanceArn: arn,
  DBInstanceStatus: status,
  StorageEncrypted: true,
  KmsKeyId: keyArn,
  Endpoint: serves ? { Address: '127.0.0.1', Port: gate.port(door) } : undefined,
  BackupRetentionPeriod: retentionDays,
  LatestRestorableTime: latest === undefined ? undefined : new Date(latest),
  MultiAZ: multiAz,
  DeletionProtection: deletionProtection,
  ReadReplicaSourceDBInstanceIdentifier: replicaSource,
  StatusInfos: replicaSource ? [{ StatusType: 'read replication', Status: 'replicating', Normal: true }] : [],
  VpcSecurityGroups: groups.map((VpcSecurityGroupId) => ({
    VpcSecurityGroupId,
    Status: groupsInForce ? 'active' : 'adding',
  })),
  TagList: [...tags].map(([Key, Value]) => ({ Key, Value })),
});
