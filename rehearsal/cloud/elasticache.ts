import {
  InvalidParameterValueException,
  InvalidReplicationGroupStateFault,
  ReplicationGroupAlreadyExistsFault,
  ReplicationGroupNotFoundFault,
  type Tag,
} from '@aws-sdk/client-elasticache';
import type { GlobalDatastore } from './elasticache-global';
import {
  admit,
  type CacheGroup,
  describedGroup,
  describedNode,
  groupArn,
  nodeOf,
} from './elasticache-groups';
import { type SeedSettings, seededGroup } from './elasticache-seed';
import { CacheSnapshots, type SnapshotSettings } from './elasticache-snapshots';
import type { AwsCall, Operations } from './interception';

export type ElastiCacheSettings = SnapshotSettings & SeedSettings;

/** ElastiCache in one region: the member of a global datastore, caches seeded beside it, and their snapshots. */
export class ElastiCache {
  readonly snapshots: CacheSnapshots;
  /** By the id of the replication group. */
  readonly groups: ReadonlyMap<string, CacheGroup>;
  readonly #groups: Map<string, CacheGroup>;

  constructor(
    private readonly settings: ElastiCacheSettings,
    readonly datastore: GlobalDatastore,
  ) {
    this.snapshots = new CacheSnapshots(settings);
    const own = datastore.members.filter(({ region }) => region === settings.region);
    this.#groups = new Map(own.map((member) => [member.replicationGroup, member]));
    this.groups = this.#groups;
  }

  get operations(): Operations {
    return { ...this.datastore.operations, ...this.#own };
  }

  /** What ElastiCache does by itself when the region comes back. */
  memberReturns(): Promise<void> {
    return this.datastore.rejoin(this.settings.region);
  }

  readonly #own: Operations = {
    DescribeCacheClusters: async () => ({ CacheClusters: [...this.#groups.values()].map(describedNode) }),
    DescribeReplicationGroups: async ({ ReplicationGroupId }) => ({
      ReplicationGroups: (ReplicationGroupId
        ? [this.#group(ReplicationGroupId)]
        : [...this.#groups.values()]
      ).map(describedGroup),
    }),
    ModifyReplicationGroup: async (input) => {
      admit(this.#group(input.ReplicationGroupId), input.SecurityGroupIds);
      return {};
    },
    CreateReplicationGroup: async (input) => this.#seed(input),
    DeleteReplicationGroup: async ({ ReplicationGroupId }) => this.#delete(ReplicationGroupId),
    ListTagsForResource: async ({ ResourceName }) => ({
      TagList: Object.entries(this.#tagsOf(ResourceName)).map(([Key, Value]) => ({ Key, Value })),
    }),
    RemoveTagsFromResource: async ({ ResourceName, TagKeys }) => {
      const tags = this.#tagsOf(ResourceName);
      for (const key of TagKeys) delete tags[key];
      return {};
    },
    CreateSnapshot: async ({ CacheClusterId, SnapshotName, Tags }) => {
      const group = [...this.#groups.values()].find((one) => nodeOf(one) === CacheClusterId);
      if (group?.status !== 'available') {
        const message = `${CacheClusterId} is ${group?.status ?? 'unknown'}, expected available`;
        throw new InvalidReplicationGroupStateFault({ $metadata: {}, message });
      }
      return { Snapshot: await this.snapshots.create(group, SnapshotName, tagsIn(Tags)) };
    },
    DescribeSnapshots: async ({ SnapshotName }) => ({
      Snapshots: [this.snapshots.find(SnapshotName).described],
    }),
    CopySnapshot: async ({ SourceSnapshotName, TargetSnapshotName, TargetBucket }) => ({
      Snapshot: await this.snapshots.export(SourceSnapshotName, TargetSnapshotName, TargetBucket),
    }),
    DeleteSnapshot: async ({ SnapshotName }) => ({ Snapshot: await this.snapshots.delete(SnapshotName) }),
  };

  async #seed(input: AwsCall['input']): Promise<object> {
    const { ReplicationGroupId: replicationGroup, SnapshotArns, SecurityGroupIds, Tags } = input;
    if (this.#groups.has(replicationGroup)) {
      const message = `replication group ${replicationGroup} exists already`;
      throw new ReplicationGroupAlreadyExistsFault({ $metadata: {}, message });
    }
    const [, bucket = '', key = ''] = /^arn:aws:s3:::([^/]+)\/(.+)$/.exec(SnapshotArns[0]) ?? [];
    const object = await this.settings.store.bucket(bucket)?.find(key);
    if (!object) {
      const message = `No permission to access S3 object: ${SnapshotArns[0]}`;
      throw new InvalidParameterValueException({ $metadata: {}, message });
    }
    const group = await seededGroup(replicationGroup, object.file, this.settings);
    Object.assign(group.tags, tagsIn(Tags));
    admit(group, SecurityGroupIds);
    this.#groups.set(replicationGroup, group);
    group.server.start().then(
      () => Object.assign(group, { status: 'available' }),
      () => Object.assign(group, { status: 'create-failed' }),
    );
    return { ReplicationGroup: describedGroup(group) };
  }

  async #delete(id: string): Promise<object> {
    const group = this.#group(id);
    const isMember = this.datastore.members.some((member) => member === group);
    if (isMember || !['available', 'create-failed'].includes(group.status)) {
      const message = isMember ? `${id} is a member of ${this.datastore.id}` : `${id} is ${group.status}`;
      throw new InvalidReplicationGroupStateFault({ $metadata: {}, message });
    }
    group.status = 'deleting';
    void Promise.all([group.server.kill(), group.gate.close()]).then(() => this.#groups.delete(id));
    return { ReplicationGroup: describedGroup(group) };
  }

  #tagsOf(arn: string): Record<string, string> {
    const group = [...this.#groups.values()].find((one) => groupArn(one) === arn);
    return group?.tags ?? this.snapshots.find(arn.split(':').at(-1) ?? '').tags;
  }

  #group(id: string): CacheGroup {
    const found = this.#groups.get(id);
    if (found) return found;
    const message = `no replication group ${id} in ${this.settings.region}`;
    throw new ReplicationGroupNotFoundFault({ $metadata: {}, message });
  }
}

const tagsIn = (tags: readonly Tag[] = []): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
