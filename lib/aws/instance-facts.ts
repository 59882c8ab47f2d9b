import { type DBInstance, DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { NotFound } from '../domain/errors';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

/** An instance as a plan expects it, or not. What RDS does not say is missing: it is not known. */
export interface InstanceFacts {
  readonly status: string;
  readonly engine: string | undefined;
  readonly engineVersion: string | undefined;
  readonly parameterGroup: string | undefined;
  readonly instanceClass: string | undefined;
  readonly storageGigabytes: number | undefined;
  readonly encrypted: boolean | undefined;
  readonly keyArn: string | undefined;
  readonly retentionDays: number | undefined;
  readonly multiAz: boolean | undefined;
  /** Whether the orchestrator may log in by its IAM role. */
  readonly iamLogin: boolean | undefined;
  readonly deletionProtection: boolean | undefined;
  readonly replicaSource: string | undefined;
  readonly replicationStatus: string | undefined;
  readonly securityGroups: readonly string[];
}

/** What RDS says of instances in one region, and changes nothing. @throws our errors as `translate.ts` names them. */
export function instanceFacts(access: AwsAccess) {
  const client = withMiddleware(new RDSClient(clientSettings(access)), access);
  const at = `rds in ${access.region}`;

  return {
    facts: async (id: string): Promise<InstanceFacts> => {
      const command = new DescribeDBInstancesCommand({ DBInstanceIdentifier: id });
      const { DBInstances } = await asking(`${at}: describe ${id}`, () => client.send(command));
      if (DBInstances?.[0]) return factsOf(DBInstances[0]);
      throw new NotFound(`${at}: describe ${id} answered with no instance`);
    },
  };
}

const factsOf = (found: DBInstance): InstanceFacts => ({
  status: found.DBInstanceStatus ?? 'unknown',
  engine: found.Engine,
  engineVersion: found.EngineVersion,
  parameterGroup: found.DBParameterGroups?.[0]?.DBParameterGroupName,
  instanceClass: found.DBInstanceClass,
  storageGigabytes: found.AllocatedStorage,
  encrypted: found.StorageEncrypted,
  keyArn: found.KmsKeyId,
  retentionDays: found.BackupRetentionPeriod,
  multiAz: found.MultiAZ,
  iamLogin: found.IAMDatabaseAuthenticationEnabled,
  deletionProtection: found.DeletionProtection,
  replicaSource: found.ReadReplicaSourceDBInstanceIdentifier,
  replicationStatus: found.StatusInfos?.find(({ StatusType }) => StatusType === 'read replication')?.Status,
  securityGroups: (found.VpcSecurityGroups ?? []).map(({ VpcSecurityGroupId }) => VpcSecurityGroupId ?? ''),
});
