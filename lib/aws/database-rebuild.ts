import {
  CreateDBInstanceReadReplicaCommand,
  type DBInstance,
  DBInstanceAlreadyExistsFault,
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  ModifyDBInstanceCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { NotFound } from '../domain/errors';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { detailsOf, type InstanceDetails } from './instance-details';
import { type Tags, tagList } from './rds-tags';
import { asking } from './translate';

/** An instance as whoever rebuilds a side of a database sees it. */
export interface StandingInstance extends InstanceDetails {
  readonly replicaSource: string | undefined;
  /** Status of the read replication, `undefined` when the instance reports none. */
  readonly replicationStatus: string | undefined;
  readonly backupRetentionDays: number;
}

/** All of it is named: across regions RDS takes the default groups, and the source's class, for what is not. */
export interface ReplicaToBuild {
  readonly id: string;
  /** Of the source in its own region. The SDK signs the call to that region by this ARN. */
  readonly sourceArn: string;
  /** Of this region: a key does not leave its own. */
  readonly keyArn: string;
  readonly instanceClass: string;
  readonly multiAz: boolean;
  readonly port: number;
  readonly subnetGroup: string;
  readonly parameterGroup: string;
  readonly securityGroups: readonly string[];
  readonly tags: Tags;
}

export type DatabaseRebuild = ReturnType<typeof databaseRebuild>;

/** What puts an old primary aside and a replica in its place, in one region. @throws our errors as `translate.ts` names them */
export function databaseRebuild(access: AwsAccess) {
  const client = withMiddleware(new RDSClient(clientSettings(access)), access);
  const at = `rds in ${access.region}`;

  async function modify(id: string, what: string, change: Partial<ModifyInput>): Promise<void> {
    const command = new ModifyDBInstanceCommand({
      DBInstanceIdentifier: id,
      ApplyImmediately: true,
      ...change,
    });
    await asking(`${at}: ${what} ${id}`, () => client.send(command));
  }

  return {
    /** The instance, or nothing when there is none of that name. */
    standing: async (id: string): Promise<StandingInstance | undefined> => {
      const command = new DescribeDBInstancesCommand({ DBInstanceIdentifier: id });
      try {
        const { DBInstances } = await asking(`${at}: describe ${id}`, () => client.send(command));
        return DBInstances?.[0] && standingOf(DBInstances[0]);
      } catch (error) {
        if (error instanceof NotFound) return undefined;
        throw error;
      }
    },

    /** Under another name, and protected from deletion. RDS restarts it for that, and its endpoint goes with the name. */
    putAside: (id: string, as: string): Promise<void> =>
      modify(id, `rename to ${as}`, { NewDBInstanceIdentifier: as, DeletionProtection: true }),

    /** @returns `there` when the name is taken: by an earlier call of ours, whose answer was lost, or by somebody else */
    buildReplica: async (replica: ReplicaToBuild): Promise<'asked' | 'there'> => {
      const command = new CreateDBInstanceReadReplicaCommand({
        DBInstanceIdentifier: replica.id,
        SourceDBInstanceIdentifier: replica.sourceArn,
        KmsKeyId: replica.keyArn,
        DBInstanceClass: replica.instanceClass,
        MultiAZ: replica.multiAz,
        Port: replica.port,
        DBSubnetGroupName: replica.subnetGroup,
        DBParameterGroupName: replica.parameterGroup,
        VpcSecurityGroupIds: [...replica.securityGroups],
        // The orchestrator has no password.
        EnableIAMDatabaseAuthentication: true,
        PubliclyAccessible: false,
        CopyTagsToSnapshot: true,
        DeletionProtection: true,
        Tags: tagList(replica.tags),
      });
      try {
        await asking(`${at}: build ${replica.id} from ${replica.sourceArn}`, () => client.send(command));
        return 'asked';
      } catch (error) {
        if (error instanceof DBInstanceAlreadyExistsFault) return 'there';
        throw error;
      }
    },

    /** RDS makes a replica without backups of its own, and of one that has none a promotion takes longer. */
    keepBackups: (id: string, backups: { retentionDays: number; window: string }): Promise<void> =>
      modify(id, 'keep backups of', {
        BackupRetentionPeriod: backups.retentionDays,
        PreferredBackupWindow: backups.window,
      }),

    unprotect: (id: string): Promise<void> =>
      modify(id, 'lift the deletion protection of', { DeletionProtection: false }),

    /** For good, with a last snapshot; its automated backups stay until they expire. */
    deleteKeeping: async (id: string, finalSnapshot: string): Promise<void> => {
      const command = new DeleteDBInstanceCommand({
        DBInstanceIdentifier: id,
        SkipFinalSnapshot: false,
        FinalDBSnapshotIdentifier: finalSnapshot,
        DeleteAutomatedBackups: false,
      });
      await asking(`${at}: delete ${id}, keeping ${finalSnapshot}`, () => client.send(command));
    },
  };
}

type ModifyInput = ConstructorParameters<typeof ModifyDBInstanceCommand>[0];

const standingOf = (found: DBInstance): StandingInstance => ({
  ...detailsOf(found),
  replicaSource: found.ReadReplicaSourceDBInstanceIdentifier,
  replicationStatus: found.StatusInfos?.find((info) => info.StatusType === 'read replication')?.Status,
  backupRetentionDays: found.BackupRetentionPeriod ?? 0,
});
