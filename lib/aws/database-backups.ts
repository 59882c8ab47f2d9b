import {
  type DBInstance,
  type DBInstanceAutomatedBackup,
  DescribeDBInstancesCommand,
  paginateDescribeDBInstanceAutomatedBackups,
  RDSClient,
} from '@aws-sdk/client-rds';
import { NotFound } from '../domain/errors';
import type { Instant } from '../domain/instant';
import { instant } from '../domain/instant';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

/** Automated backups: what one can recover to any moment of. */
export interface BackupWindow {
  /** Of the instance, or of the replicated backups. */
  readonly arn: string;
  /** As RDS words it: `active`, `creating`, `replicating` …; `unknown` when it lists none of them. */
  readonly status: string;
  /** Missing: not known, as it is until the first automated snapshot has been taken. */
  readonly earliest?: Instant | undefined;
  readonly latest?: Instant | undefined;
}

export type DatabaseBackups = ReturnType<typeof databaseBackups>;

/** What RDS keeps by itself in one region. @throws our errors as `translate.ts` names them; everything else untouched. */
export function databaseBackups(access: AwsAccess) {
  const client = withMiddleware(new RDSClient(clientSettings(access)), access);
  const at = `rds in ${access.region}`;

  async function instance(id: string): Promise<DBInstance> {
    const command = new DescribeDBInstancesCommand({ DBInstanceIdentifier: id });
    const { DBInstances } = await asking(`${at}: describe ${id}`, () => client.send(command));
    if (DBInstances?.[0]) return DBInstances[0];
    throw new NotFound(`${at}: describe ${id} answered with no instance`);
  }

  /** Those that lie in this region, of an instance here or elsewhere; retained ones of a deleted namesake are not meant. */
  async function backupsOf(instanceArn: string): Promise<DBInstanceAutomatedBackup | undefined> {
    const id = instanceArn.split(':').at(-1);
    const pages = paginateDescribeDBInstanceAutomatedBackups({ client }, { DBInstanceIdentifier: id });
    const listed = asking(`${at}: describe automated backups of ${id}`, async () => {
      const found: DBInstanceAutomatedBackup[] = [];
      for await (const page of pages) found.push(...(page.DBInstanceAutomatedBackups ?? []));
      return found;
    });
    const found = await listed.catch((error: unknown) => {
      if (error instanceof NotFound) return [];
      throw error;
    });
    return found.find(({ DBInstanceArn, Status }) => DBInstanceArn === instanceArn && Status !== 'retained');
  }

  return {
    region: access.region,

    /** The automated backups of an instance, in its own region; nothing when they are switched off. */
    backupWindow: async (instanceId: string): Promise<BackupWindow | undefined> => {
      const { DBInstanceArn = '', BackupRetentionPeriod, LatestRestorableTime } = await instance(instanceId);
      if (!BackupRetentionPeriod) return undefined;
      const backups = await backupsOf(DBInstanceArn);
      return windowOf(DBInstanceArn, backups, LatestRestorableTime);
    },

    /** The automated backups that an instance of another region has replicated to this one; nothing when there are none. */
    replicatedBackups: async (sourceInstanceArn: string): Promise<BackupWindow | undefined> => {
      const backups = await backupsOf(sourceInstanceArn);
      const arn = backups?.DBInstanceAutomatedBackupsArn;
      return arn ? windowOf(arn, backups, undefined) : undefined;
    },
  };
}

/** The instance's own word on the latest moment counts where there is one: the list of backups follows it. */
function windowOf(
  arn: string,
  backups: DBInstanceAutomatedBackup | undefined,
  latestOfInstance: Date | undefined,
): BackupWindow {
  const { EarliestTime, LatestTime } = backups?.RestoreWindow ?? {};
  const latest = latestOfInstance ?? LatestTime;
  return {
    arn,
    status: backups?.Status ?? 'unknown',
    ...(EarliestTime && { earliest: instant(EarliestTime) }),
    ...(latest && { latest: instant(latest) }),
  };
}
