import {
  DescribeGlobalReplicationGroupsCommand,
  ElastiCacheClient,
  FailoverGlobalReplicationGroupCommand,
  ModifyReplicationGroupCommand,
  paginateDescribeCacheClusters,
} from '@aws-sdk/client-elasticache';
import { NotFound } from '../domain/errors';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

export interface GlobalDatastore {
  readonly status: string;
  /** As many in every member; nothing where ElastiCache does not say. */
  readonly shards?: number | undefined;
  readonly members: readonly {
    readonly region: string;
    readonly replicationGroup: string;
    readonly role: string;
    readonly status: string;
  }[];
}

export type Caches = ReturnType<typeof caches>;

/** Verbs over ElastiCache in one region. @throws our errors as `translate.ts` names them; everything else untouched. */
export function caches(access: AwsAccess) {
  const client = withMiddleware(new ElastiCacheClient(clientSettings(access)), access);
  const at = `elasticache in ${access.region}`;

  return {
    region: access.region,

    globalDatastore: async (id: string): Promise<GlobalDatastore> => {
      const command = new DescribeGlobalReplicationGroupsCommand({
        GlobalReplicationGroupId: id,
        ShowMemberInfo: true,
      });
      const { GlobalReplicationGroups } = await asking(`${at}: describe ${id}`, () => client.send(command));
      const found = GlobalReplicationGroups?.[0];
      if (!found) throw new NotFound(`${at}: describe ${id} answered with no global datastore`);
      return {
        status: found.Status ?? 'unknown',
        shards: found.GlobalNodeGroups?.length,
        members: (found.Members ?? []).map((member) => ({
          region: member.ReplicationGroupRegion ?? '',
          replicationGroup: member.ReplicationGroupId ?? '',
          role: member.Role?.toLowerCase() ?? 'unknown',
          status: member.Status ?? 'unknown',
        })),
      };
    },

    /** Makes a member the primary. Both parameters name the *new* primary, unlike what their names suggest. */
    failover: async (id: string, to: { region: string; replicationGroup: string }): Promise<void> => {
      const command = new FailoverGlobalReplicationGroupCommand({
        GlobalReplicationGroupId: id,
        PrimaryRegion: to.region,
        PrimaryReplicationGroupId: to.replicationGroup,
      });
      await asking(`${at}: fail ${id} over to ${to.region}`, () => client.send(command));
    },

    /** Security groups of every node of a replication group. */
    securityGroups: async (replicationGroup: string) =>
      asking(`${at}: describe the nodes of ${replicationGroup}`, async () => {
        const groups: { id: string; status: string }[] = [];
        for await (const page of paginateDescribeCacheClusters({ client }, {})) {
          for (const node of page.CacheClusters ?? []) {
            if (node.ReplicationGroupId !== replicationGroup) continue;
            for (const group of node.SecurityGroups ?? []) {
              groups.push({ id: group.SecurityGroupId ?? '', status: group.Status ?? 'unknown' });
            }
          }
        }
        return groups;
      }),

    /** Replaces the security groups of every node. Connections that are open already survive this. */
    setSecurityGroups: async (replicationGroup: string, groups: readonly string[]): Promise<void> => {
      const command = new ModifyReplicationGroupCommand({
        ReplicationGroupId: replicationGroup,
        SecurityGroupIds: [...groups],
        ApplyImmediately: true,
      });
      await asking(`${at}: set security groups of ${replicationGroup}`, () => client.send(command));
    },
  };
}
