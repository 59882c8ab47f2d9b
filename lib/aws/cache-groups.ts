import {
  CreateReplicationGroupCommand,
  DeleteReplicationGroupCommand,
  DescribeReplicationGroupsCommand,
  ElastiCacheClient,
  paginateDescribeReplicationGroups,
  RemoveTagsFromResourceCommand,
  ReplicationGroupAlreadyExistsFault,
  TagNotFoundFault,
} from '@aws-sdk/client-elasticache';
import { NotFound, NotReady } from '../domain/errors';
import { type CacheGroup, groupOf } from './cache-group';
import { cacheTags, tagList } from './cache-tags';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

export interface SeededCache {
  readonly replicationGroup: string;
  /** Of the object in a bucket of this region whose contents it starts with. */
  readonly objectArn: string;
  readonly nodeType: string;
  /** 1, or more to have a replica that takes over in another zone. */
  readonly nodes: number;
  readonly subnetGroup: string;
  readonly securityGroups: readonly string[];
  readonly keyArn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The newest Redis of ElastiCache; it reads the files of every older one. */
const ENGINE = { Engine: 'redis', EngineVersion: '7.1' };

export type CacheGroups = ReturnType<typeof cacheGroups>;

/** Verbs over ElastiCache's replication groups in one region. @throws our errors as `translate.ts` names them. */
export function cacheGroups(access: AwsAccess) {
  const client = withMiddleware(new ElastiCacheClient(clientSettings(access)), access);
  const at = `elasticache in ${access.region}`;

  return {
    region: access.region,
    tags: cacheTags(client, at),

    /** The group, or nothing when there is none of that name. */
    group: async (id: string): Promise<CacheGroup | undefined> => {
      const command = new DescribeReplicationGroupsCommand({ ReplicationGroupId: id });
      try {
        const { ReplicationGroups } = await asking(`${at}: describe ${id}`, () => client.send(command));
        return ReplicationGroups?.[0] && groupOf(ReplicationGroups[0]);
      } catch (error) {
        if (error instanceof NotFound) return undefined;
        throw error;
      }
    },

    /** Every group of the region. */
    groups: async (): Promise<readonly CacheGroup[]> =>
      asking(`${at}: list replication groups`, async () => {
        const groups: CacheGroup[] = [];
        for await (const page of paginateDescribeReplicationGroups({ client }, {})) {
          groups.push(...(page.ReplicationGroups ?? []).map(groupOf));
        }
        return groups;
      }),

    /**
     * Asks for a group that starts with the contents of an object. Encrypted in transit for whoever asks for it, because
     * clients come as they came to the cache that is lost. @throws {NotReady} when there is one of that name by now
     */
    createSeeded: async (wanted: SeededCache): Promise<void> => {
      const { replicationGroup, objectArn, nodes } = wanted;
      const command = new CreateReplicationGroupCommand({
        ...ENGINE,
        ReplicationGroupId: replicationGroup,
        ReplicationGroupDescription: `seeded from ${objectArn.slice(-200)}`,
        SnapshotArns: [objectArn],
        CacheNodeType: wanted.nodeType,
        NumCacheClusters: nodes,
        AutomaticFailoverEnabled: nodes > 1,
        MultiAZEnabled: nodes > 1,
        CacheSubnetGroupName: wanted.subnetGroup,
        SecurityGroupIds: [...wanted.securityGroups],
        TransitEncryptionEnabled: true,
        TransitEncryptionMode: 'preferred',
        AtRestEncryptionEnabled: true,
        KmsKeyId: wanted.keyArn,
        Tags: tagList(wanted.tags),
      });
      try {
        await asking(`${at}: seed ${replicationGroup} from ${objectArn}`, () => client.send(command));
      } catch (error) {
        if (!(error instanceof ReplicationGroupAlreadyExistsFault)) throw error;
        throw new NotReady(
          `${at}: ${replicationGroup} was made by somebody else just now; look at it again`,
          {
            cause: error,
          },
        );
      }
    },

    /** Takes a tag away; one that is not there is gone. */
    untag: async (arn: string, tag: string): Promise<void> => {
      const command = new RemoveTagsFromResourceCommand({ ResourceName: arn, TagKeys: [tag] });
      try {
        await asking(`${at}: take the tag ${tag} from ${arn}`, () => client.send(command));
      } catch (error) {
        if (!(error instanceof TagNotFoundFault)) throw error;
      }
    },

    /** Asks for a group's removal, without a last snapshot. One that is gone already is done. */
    deleteGroup: async (id: string): Promise<void> => {
      const command = new DeleteReplicationGroupCommand({
        ReplicationGroupId: id,
        RetainPrimaryCluster: false,
      });
      try {
        await asking(`${at}: delete ${id}`, () => client.send(command));
      } catch (error) {
        if (!(error instanceof NotFound)) throw error;
      }
    },
  };
}
