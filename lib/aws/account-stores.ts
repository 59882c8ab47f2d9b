import {
  DescribeReplicationGroupsCommand,
  ElastiCacheClient,
  paginateDescribeCacheClusters,
  paginateDescribeGlobalReplicationGroups,
} from '@aws-sdk/client-elasticache';
import { type DBInstance, paginateDescribeDBInstances, RDSClient } from '@aws-sdk/client-rds';
import { NotFound } from '../domain/errors';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

/** An instance with what a plan names of it. What RDS does not say is missing. */
export interface FoundInstance {
  readonly id: string;
  readonly arn: string | undefined;
  readonly engine: string | undefined;
  readonly host: string | undefined;
  readonly vpc: string | undefined;
  readonly subnets: readonly string[];
  readonly subnetGroup: string | undefined;
  readonly parameterGroup: string | undefined;
  readonly securityGroups: readonly string[];
  readonly keyArn: string | undefined;
  readonly instanceClass: string | undefined;
  readonly databaseName: string | undefined;
  /** The ARN of the one that it follows, where that is in another region. */
  readonly follows: string | undefined;
}

export interface FoundDatastore {
  readonly id: string;
  readonly members: readonly { readonly region: string; readonly group: string }[];
}

export interface FoundCacheGroup {
  readonly host: string | undefined;
  readonly nodeType: string | undefined;
  readonly subnetGroup: string | undefined;
  readonly securityGroups: readonly string[];
}

/** What an account has in one region, for a plan that is not written yet. Changes nothing. */
export function accountStores(access: AwsAccess) {
  const rds = withMiddleware(new RDSClient(clientSettings(access)), access);
  const client = withMiddleware(new ElastiCacheClient(clientSettings(access)), access);
  const { region } = access;

  return {
    instances: (): Promise<readonly FoundInstance[]> =>
      asking(`rds in ${region}: list instances`, async () => {
        const found: FoundInstance[] = [];
        for await (const { DBInstances = [] } of paginateDescribeDBInstances({ client: rds }, {}))
          found.push(...DBInstances.map(instanceOf));
        return found;
      }),

    datastores: (): Promise<readonly FoundDatastore[]> =>
      asking(`elasticache in ${region}: list global datastores`, async () => {
        const found: FoundDatastore[] = [];
        const pages = paginateDescribeGlobalReplicationGroups({ client }, { ShowMemberInfo: true });
        for await (const { GlobalReplicationGroups = [] } of pages)
          for (const { GlobalReplicationGroupId: id = '', Members = [] } of GlobalReplicationGroups)
            found.push({
              id,
              members: Members.map(({ ReplicationGroupRegion = '', ReplicationGroupId = '' }) => ({
                region: ReplicationGroupRegion,
                group: ReplicationGroupId,
              })),
            });
        return found;
      }),

    /** Of its groups a cache is asked by its nodes, which alone know their network. */
    cacheGroup: (id: string): Promise<FoundCacheGroup> =>
      asking(`elasticache in ${region}: describe ${id}`, async () => {
        const command = new DescribeReplicationGroupsCommand({ ReplicationGroupId: id });
        const group = (await client.send(command)).ReplicationGroups?.[0];
        if (!group) throw new NotFound(`elasticache in ${region}: describe ${id} answered with no group`);
        for await (const { CacheClusters = [] } of paginateDescribeCacheClusters({ client }, {})) {
          const node = CacheClusters.find(({ ReplicationGroupId }) => ReplicationGroupId === id);
          if (!node) continue;
          return {
            host: group.NodeGroups?.[0]?.PrimaryEndpoint?.Address,
            nodeType: group.CacheNodeType,
            subnetGroup: node.CacheSubnetGroupName,
            securityGroups: idsOf(node.SecurityGroups?.map(({ SecurityGroupId }) => SecurityGroupId)),
          };
        }
        throw new NotFound(`elasticache in ${region}: ${id} has no nodes`);
      }),
  };
}

const instanceOf = (found: DBInstance): FoundInstance => ({
  id: found.DBInstanceIdentifier ?? '',
  arn: found.DBInstanceArn,
  engine: found.Engine,
  host: found.Endpoint?.Address,
  vpc: found.DBSubnetGroup?.VpcId,
  subnets: idsOf(found.DBSubnetGroup?.Subnets?.map(({ SubnetIdentifier }) => SubnetIdentifier)),
  subnetGroup: found.DBSubnetGroup?.DBSubnetGroupName,
  parameterGroup: found.DBParameterGroups?.[0]?.DBParameterGroupName,
  securityGroups: idsOf(found.VpcSecurityGroups?.map(({ VpcSecurityGroupId }) => VpcSecurityGroupId)),
  keyArn: found.KmsKeyId,
  instanceClass: found.DBInstanceClass,
  databaseName: found.DBName,
  follows: found.ReadReplicaSourceDBInstanceIdentifier,
});

const idsOf = (ids: readonly (string | undefined)[] = []): readonly string[] =>
  ids.filter((id) => id !== undefined);
