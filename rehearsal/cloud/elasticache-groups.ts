import type { CacheCluster, ReplicationGroup } from '@aws-sdk/client-elasticache';
import type { Gate } from '../engines/gate';
import type { RedisServer } from '../engines/redis-server';
import { ACCOUNT } from './account';
import { admittedBy, type SecurityGroupRules } from './security-group-rules';

/** A replication group of one node: a real Redis behind a gate. */
export interface CacheGroup {
  readonly region: string;
  readonly replicationGroup: string;
  readonly server: RedisServer;
  readonly gate: Gate;
  readonly rules: SecurityGroupRules;
  readonly tags: Record<string, string>;
  /** The door of its gate that its endpoint is, since each door has a port of its own. */
  readonly door: string;
  groups: readonly string[];
  status: 'creating' | 'available' | 'snapshotting' | 'deleting' | 'create-failed';
}

export function admit(group: CacheGroup, groups: readonly string[]): void {
  group.groups = groups;
  group.gate.admit(admittedBy(group.rules, groups));
}

export const groupArn = ({ region, replicationGroup }: CacheGroup): string =>
  `arn:aws:elasticache:${region}:${ACCOUNT}:replicationgroup:${replicationGroup}`;

export const nodeOf = ({ replicationGroup }: CacheGroup): string => `${replicationGroup}-001`;

export function describedGroup(group: CacheGroup): ReplicationGroup {
  const isUp = group.status === 'available' || group.status === 'snapshotting';
  return {
    ReplicationGroupId: group.replicationGroup,
    ARN: groupArn(group),
    Status: group.status,
    NodeGroups: [
      {
        NodeGroupId: '0001',
        ...(isUp && { PrimaryEndpoint: { Address: group.server.host, Port: group.gate.port(group.door) } }),
        NodeGroupMembers: [{ CacheClusterId: nodeOf(group), CurrentRole: 'primary' }],
      },
    ],
  };
}

export const describedNode = (group: CacheGroup): CacheCluster => ({
  CacheClusterId: nodeOf(group),
  ReplicationGroupId: group.replicationGroup,
  SecurityGroups: group.groups.map((SecurityGroupId) => ({ SecurityGroupId, Status: 'active' })),
});
