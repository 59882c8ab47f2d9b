import type { ReplicationGroup } from '@aws-sdk/client-elasticache';
import type { RestoredEndpoint } from '../domain/restore-order';

export interface CacheGroup {
  readonly id: string;
  readonly arn: string;
  readonly status: string;
  /** Its nodes by shard. */
  readonly shards: readonly (readonly { readonly id: string; readonly role: string }[])[];
  /** In its global datastore, if it is a member of one: `primary` or `secondary`. */
  readonly globalRole: string | undefined;
  /** Where it takes writes, once it is known. */
  readonly endpoint: RestoredEndpoint | undefined;
}

/** A replication group, of what AWS says about it. */
export function groupOf(found: ReplicationGroup): CacheGroup {
  const shards = found.NodeGroups ?? [];
  const { Address, Port } = found.ConfigurationEndpoint ?? shards[0]?.PrimaryEndpoint ?? {};
  return {
    id: found.ReplicationGroupId ?? '',
    arn: found.ARN ?? '',
    status: found.Status ?? 'unknown',
    shards: shards.map(({ NodeGroupMembers }) =>
      (NodeGroupMembers ?? []).map(({ CacheClusterId, CurrentRole }) => ({
        id: CacheClusterId ?? '',
        role: CurrentRole ?? 'unknown',
      })),
    ),
    globalRole: found.GlobalReplicationGroupInfo?.GlobalReplicationGroupMemberRole?.toLowerCase(),
    endpoint: Address !== undefined && Port !== undefined ? { host: Address, port: Port } : undefined,
  };
}
