import {
  CopySnapshotCommand,
  CreateSnapshotCommand,
  DeleteSnapshotCommand,
  DescribeSnapshotsCommand,
  ElastiCacheClient,
  type Snapshot,
  SnapshotAlreadyExistsFault,
} from '@aws-sdk/client-elasticache';
import { NotFound } from '../domain/errors';
import { type Instant, instant } from '../domain/instant';
import { cacheTags, tagList } from './cache-tags';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

export interface CacheSnapshot {
  readonly name: string;
  readonly arn: string;
  /** `creating`, `available`, `restoring`, `copying`, `exporting`, `deleting`. */
  readonly status: string;
  /** The moment whose data it holds, once it is known. */
  readonly takenAt: Instant | undefined;
}

export type CacheBackups = ReturnType<typeof cacheBackups>;

/** Verbs over ElastiCache's snapshots in one region. @throws our errors as `translate.ts` names them. */
export function cacheBackups(access: AwsAccess) {
  const client = withMiddleware(new ElastiCacheClient(clientSettings(access)), access);
  const at = `elasticache in ${access.region}`;

  return {
    region: access.region,
    tags: cacheTags(client, at),

    /** The snapshot, or nothing when there is none of that name. */
    snapshot: async (name: string): Promise<CacheSnapshot | undefined> => {
      const command = new DescribeSnapshotsCommand({ SnapshotName: name });
      try {
        const { Snapshots } = await asking(`${at}: describe snapshot ${name}`, () => client.send(command));
        return Snapshots?.[0] && snapshotOf(Snapshots[0], name);
      } catch (error) {
        if (error instanceof NotFound) return undefined;
        throw error;
      }
    },

    /** Asks for a snapshot of one node. One of that name is taken as the same: it came from an earlier call. */
    createSnapshot: async (
      node: string,
      name: string,
      tags: Readonly<Record<string, string>>,
    ): Promise<void> => {
      const command = new CreateSnapshotCommand({
        CacheClusterId: node,
        SnapshotName: name,
        Tags: tagList(tags),
      });
      try {
        await asking(`${at}: snapshot ${name} of ${node}`, () => client.send(command));
      } catch (error) {
        if (!(error instanceof SnapshotAlreadyExistsFault)) throw error;
      }
    },

    /**
     * Asks for a snapshot's file in a bucket of this region, which becomes the object `<name>-0001.rdb`. ElastiCache
     * refuses to write over an object that is there.
     */
    exportSnapshot: async (name: string, bucket: string): Promise<void> => {
      const command = new CopySnapshotCommand({
        SourceSnapshotName: name,
        TargetSnapshotName: name,
        TargetBucket: bucket,
      });
      await asking(`${at}: export snapshot ${name} to ${bucket}`, () => client.send(command));
    },

    /** One that is gone already is done. */
    deleteSnapshot: async (name: string): Promise<void> => {
      const command = new DeleteSnapshotCommand({ SnapshotName: name });
      try {
        await asking(`${at}: delete snapshot ${name}`, () => client.send(command));
      } catch (error) {
        if (!(error instanceof NotFound)) throw error;
      }
    },
  };
}

function snapshotOf(found: Snapshot, name: string): CacheSnapshot {
  const moments = (found.NodeSnapshots ?? []).flatMap(({ SnapshotCreateTime }) => SnapshotCreateTime ?? []);
  return {
    name,
    arn: found.ARN ?? '',
    status: found.SnapshotStatus ?? 'unknown',
    takenAt: moments[0] && instant(moments[0]),
  };
}
