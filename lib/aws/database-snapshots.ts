import {
  CopyDBSnapshotCommand,
  CreateDBSnapshotCommand,
  type DBSnapshot,
  DBSnapshotAlreadyExistsFault,
  DeleteDBSnapshotCommand,
  DescribeDBSnapshotsCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { NotFound } from '../domain/errors';
import type { Instant } from '../domain/instant';
import { instant } from '../domain/instant';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { tagList, tagsIn } from './rds-tags';
import { waitingItsTurn } from './snapshot-quota';
import { asking } from './translate';

export interface DatabaseSnapshot {
  readonly id: string;
  readonly arn: string;
  readonly status: string;
  readonly percent: number;
  readonly encrypted: boolean;
  readonly keyArn: string | undefined;
  readonly createdAt: Instant | undefined;
  /** The moment whose data it holds, kept by copies; unlike `createdAt` it is the same in every region. */
  readonly takenAt: Instant | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

export interface SnapshotCopy {
  readonly sourceArn: string;
  readonly sourceRegion: string;
  readonly targetId: string;
  readonly keyArn: string;
  readonly tags: Readonly<Record<string, string>>;
}

export type DatabaseSnapshots = ReturnType<typeof databaseSnapshots>;

/** Snapshots of RDS in one region. @throws our errors as `translate.ts` names them; everything else untouched. */
export function databaseSnapshots(access: AwsAccess) {
  const client = withMiddleware(new RDSClient(clientSettings(access)), access);
  const at = `rds in ${access.region}`;

  /** The snapshot, or nothing when there is none of that name. */
  async function snapshot(id: string): Promise<DatabaseSnapshot | undefined> {
    const command = new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: id });
    try {
      const { DBSnapshots } = await asking(`${at}: describe snapshot ${id}`, () => client.send(command));
      return DBSnapshots?.[0] && snapshotOf(DBSnapshots[0], id);
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  }

  return {
    region: access.region,
    snapshot,

    createSnapshot: async (
      instanceId: string,
      id: string,
      tags: Readonly<Record<string, string>>,
    ): Promise<void> => {
      const command = new CreateDBSnapshotCommand({
        DBInstanceIdentifier: instanceId,
        DBSnapshotIdentifier: id,
        Tags: tagList(tags),
      });
      await unlessThere(asking(`${at}: snapshot ${instanceId} as ${id}`, () => client.send(command)));
    },

    /** Copies a snapshot into this region, encrypted under this region's key. @throws {NotReady} while too many are copied */
    copySnapshot: async (copy: SnapshotCopy): Promise<void> => {
      const command = new CopyDBSnapshotCommand({
        SourceDBSnapshotIdentifier: copy.sourceArn,
        TargetDBSnapshotIdentifier: copy.targetId,
        KmsKeyId: copy.keyArn,
        Tags: tagList(copy.tags),
      });
      const asked = asking(`${at}: copy ${copy.sourceArn} from ${copy.sourceRegion}`, () =>
        client.send(command),
      );
      await unlessThere(waitingItsTurn(asked));
    },

    /** For good. RDS refuses it while the snapshot is not available, and ends a copy of it that is under way. */
    deleteSnapshot: async (id: string): Promise<void> => {
      const command = new DeleteDBSnapshotCommand({ DBSnapshotIdentifier: id });
      await asking(`${at}: delete snapshot ${id}`, () => client.send(command));
    },
  };
}

/** A name that is taken is our own earlier call, whose answer was lost: names are made from what a snapshot is for. */
async function unlessThere(creation: Promise<unknown>): Promise<void> {
  await creation.catch((error: unknown) => {
    if (!(error instanceof DBSnapshotAlreadyExistsFault)) throw error;
  });
}

const snapshotOf = (found: DBSnapshot, id: string): DatabaseSnapshot => ({
  id,
  arn: found.DBSnapshotArn ?? '',
  status: found.Status ?? 'unknown',
  percent: found.PercentProgress ?? 0,
  encrypted: found.Encrypted ?? false,
  keyArn: found.KmsKeyId,
  createdAt: found.SnapshotCreateTime && instant(found.SnapshotCreateTime),
  takenAt: found.OriginalSnapshotCreateTime && instant(found.OriginalSnapshotCreateTime),
  tags: tagsIn(found.TagList),
});
