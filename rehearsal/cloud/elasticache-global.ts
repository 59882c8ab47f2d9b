import {
  GlobalReplicationGroupNotFoundFault,
  InvalidGlobalReplicationGroupStateFault,
  ReplicationGroupNotFoundFault,
} from '@aws-sdk/client-elasticache';
import type { CacheGroup } from './elasticache-groups';
import type { Operations } from './interception';

export interface CacheMember extends CacheGroup {
  role: 'PRIMARY' | 'SECONDARY';
}

/**
 * A global datastore over real Redis servers. What a failover does about a primary whose region is gone is not
 * documented; here it stays listed as a primary, as the cautious reading, so that the guard has to fence it.
 */
export class GlobalDatastore {
  #status = 'available';
  readonly #left = new Set<string>();

  constructor(
    readonly id: string,
    readonly members: readonly CacheMember[],
    private readonly isAlive: (region: string) => boolean,
  ) {}

  /** ElastiCache of every region answers these alike. */
  readonly operations: Operations = {
    DescribeGlobalReplicationGroups: async (input) => ({
      GlobalReplicationGroups: [this.#describe(input)],
    }),
    FailoverGlobalReplicationGroup: async (input) => {
      this.#describe(input);
      await this.#failover(input.PrimaryRegion, input.PrimaryReplicationGroupId);
      return {};
    },
  };

  /** As after DisassociateGlobalReplicationGroup: somebody took the member out, and it follows nobody. */
  leave(region: string): void {
    this.#left.add(region);
  }

  /**
   * A member whose region has come back follows whoever is the primary now, and what it held is dropped. That ElastiCache
   * does so by itself is an assumption; until it has, a failback waits.
   */
  async rejoin(region: string): Promise<void> {
    const returned = this.members.find((member) => member.region === region);
    const primary = this.members.find((member) => member.region !== region && member.role === 'PRIMARY');
    if (!returned) return;
    await returned.server.start();
    if (!primary) return;
    await returned.server.replicaOf(primary.server.host, primary.server.port);
    returned.role = 'SECONDARY';
  }

  async #failover(region: string, replicationGroup: string): Promise<void> {
    if (this.#status !== 'available') {
      const message = `${this.id} is ${this.#status}, expected available`;
      throw new InvalidGlobalReplicationGroupStateFault({ $metadata: {}, message });
    }
    this.#status = 'modifying';
    const next = this.#member(region, replicationGroup);
    await next.server.promote();
    next.role = 'PRIMARY';
    for (const member of this.members) {
      if (member === next || !this.isAlive(member.region)) continue;
      await member.server.replicaOf(next.server.host, next.server.port);
      member.role = 'SECONDARY';
    }
    this.#status = 'available';
  }

  #describe({ GlobalReplicationGroupId }: { GlobalReplicationGroupId: string }): object {
    if (GlobalReplicationGroupId !== this.id) {
      const message = `no global datastore ${GlobalReplicationGroupId}`;
      throw new GlobalReplicationGroupNotFoundFault({ $metadata: {}, message });
    }
    return {
      GlobalReplicationGroupId: this.id,
      Status: this.#status,
      Members: this.members.map(({ region, replicationGroup, role }) => ({
        ReplicationGroupId: replicationGroup,
        ReplicationGroupRegion: region,
        Role: role,
        Status: this.#left.has(region) ? 'disassociated' : 'associated',
      })),
    };
  }

  #member(region: string, replicationGroup: string): CacheMember {
    const found = this.members.find(
      (member) => member.region === region && member.replicationGroup === replicationGroup,
    );
    if (found) return found;
    const message = `no replication group ${replicationGroup} in ${region}`;
    throw new ReplicationGroupNotFoundFault({ $metadata: {}, message });
  }
}
