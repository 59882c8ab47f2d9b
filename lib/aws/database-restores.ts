import {
  DBInstanceAlreadyExistsFault,
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  ModifyDBInstanceCommand,
  paginateDescribeDBInstances,
  RDSClient,
  RemoveTagsFromResourceCommand,
  RestoreDBInstanceFromDBSnapshotCommand,
  RestoreDBInstanceToPointInTimeCommand,
} from '@aws-sdk/client-rds';
import { InvalidInput, NotFound } from '../domain/errors';
import { removalBlockedBecause } from '../domain/scratch-removal';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { detailsOf, type InstanceDetails } from './instance-details';
import {
  type PointInTimeRestore,
  pointInTimeInput,
  type SnapshotRestore,
  snapshotInput,
} from './restore-input';
import { asking } from './translate';

export type DatabaseRestores = ReturnType<typeof databaseRestores>;

/** Restores over RDS in one region. @throws our errors as `translate.ts` names them; everything else untouched. */
export function databaseRestores(access: AwsAccess) {
  const client = withMiddleware(new RDSClient(clientSettings(access)), access);
  const at = `rds in ${access.region}`;

  /** The instance, or nothing when there is none of that name. */
  async function instanceDetails(id: string): Promise<InstanceDetails | undefined> {
    const command = new DescribeDBInstancesCommand({ DBInstanceIdentifier: id });
    try {
      const { DBInstances } = await asking(`${at}: describe ${id}`, () => client.send(command));
      return DBInstances?.[0] && detailsOf(DBInstances[0]);
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  }

  return {
    instanceDetails,

    /** @returns `there` when the name is taken: by an earlier call of ours, whose answer was lost, or by somebody else */
    restoreToTime: async (restore: PointInTimeRestore): Promise<'asked' | 'there'> => {
      const command = new RestoreDBInstanceToPointInTimeCommand(pointInTimeInput(restore));
      const what = `${at}: restore ${restore.target} to ${restore.to ?? 'the latest moment'}`;
      return unlessThere(asking(what, () => client.send(command)));
    },

    /** @returns as `restoreToTime` */
    restoreFromSnapshot: async (restore: SnapshotRestore): Promise<'asked' | 'there'> => {
      const command = new RestoreDBInstanceFromDBSnapshotCommand(snapshotInput(restore));
      const what = `${at}: restore ${restore.target} from ${restore.snapshotId}`;
      return unlessThere(asking(what, () => client.send(command)));
    },

    /** From then on nobody can delete it before switching this off. */
    protect: async (id: string): Promise<void> => {
      const command = new ModifyDBInstanceCommand({
        DBInstanceIdentifier: id,
        DeletionProtection: true,
        ApplyImmediately: true,
      });
      await asking(`${at}: protect ${id} from deletion`, () => client.send(command));
    },

    untag: async (arn: string, key: string): Promise<void> => {
      const command = new RemoveTagsFromResourceCommand({ ResourceName: arn, TagKeys: [key] });
      await asking(`${at}: untag ${arn}`, () => client.send(command));
    },

    /**
     * For good, with its backups and without a last snapshot: what was restored can be restored again. Looks first; one
     * that is not there is gone already.
     *
     * @throws {InvalidInput} for an instance that is not the deployment's scratch
     */
    remove: async (id: string, deployment: string): Promise<'gone' | 'going'> => {
      const found = await instanceDetails(id);
      if (!found) return 'gone';
      const because = removalBlockedBecause(found, deployment);
      if (because) throw new InvalidInput(`${at}: ${id} is not deleted: ${because}`);
      if (found.status === 'deleting') return 'going';
      const command = new DeleteDBInstanceCommand({
        DBInstanceIdentifier: id,
        SkipFinalSnapshot: true,
        DeleteAutomatedBackups: true,
      });
      await asking(`${at}: delete ${id}`, () => client.send(command));
      return 'going';
    },

    /** All instances that carry a tag, whatever its value. */
    taggedInstances: async (key: string): Promise<readonly InstanceDetails[]> =>
      asking(`${at}: list instances`, async () => {
        const found: InstanceDetails[] = [];
        for await (const page of paginateDescribeDBInstances({ client }, {})) {
          found.push(...(page.DBInstances ?? []).map(detailsOf).filter(({ tags }) => key in tags));
        }
        return found;
      }),
  };
}

/** A name that is taken is maybe our own earlier call: only the tags of what has it can tell. */
async function unlessThere(creation: Promise<unknown>): Promise<'asked' | 'there'> {
  try {
    await creation;
    return 'asked';
  } catch (error) {
    if (error instanceof DBInstanceAlreadyExistsFault) return 'there';
    throw error;
  }
}
