import {
  PointInTimeRestoreNotEnabledFault,
  type RestoreDBInstanceFromDBSnapshotCommandInput,
  type RestoreDBInstanceToPointInTimeCommandInput,
} from '@aws-sdk/client-rds';
import { instant } from '../../lib/domain/instant';
import { restorePostgres } from '../engines/postgres-backup';
import type { PostgresBinaries } from '../engines/postgres-binaries';
import { recoverPostgres } from '../engines/postgres-recovery';
import type { PostgresPlace } from '../engines/postgres-server';
import { type AutomatedBackup, backupsOf, recoverableFrom } from './automated-backups';
import type { Recoverable } from './continuous-backup';
import type { ModelledInstance } from './modelled-instance';
import { type ModelledRestores, refused } from './modelled-restores';
import type { ModelledSnapshots } from './modelled-snapshots';

export interface RestoreSources {
  readonly binaries: PostgresBinaries;
  readonly snapshots: ModelledSnapshots;
  /** All that lie in the region. */
  readonly backups: () => readonly AutomatedBackup[];
  /** @throws {DBInstanceNotFoundFault} */
  readonly instance: (id: string) => ModelledInstance;
}

/** A snapshot's directory is unpacked and its WAL replayed, as when the server that it is of had crashed at that moment. */
export async function restoreFromSnapshot(
  restores: ModelledRestores,
  { snapshots, binaries }: RestoreSources,
  input: RestoreDBInstanceFromDBSnapshotCommandInput,
): Promise<object> {
  const { described, directory } = snapshots.findAvailable(input.DBSnapshotIdentifier ?? '');
  const what = { id: input.DBInstanceIdentifier ?? '', keyArn: described.KmsKeyId };
  const instance = await restores.restore(what, input, async (place) => {
    const server = await restorePostgres(binaries, directory, place);
    await server.start();
    return server;
  });
  return { DBInstance: instance.describe() };
}

/** A base backup is unpacked, and archived WAL replayed up to the moment. */
export async function restoreToTime(
  restores: ModelledRestores,
  sources: RestoreSources,
  input: RestoreDBInstanceToPointInTimeCommandInput,
): Promise<object> {
  const { from, keyArn } = sourceOf(sources, input);
  const { base, walDirectory, window } = from;
  if ((input.RestoreTime === undefined) !== (input.UseLatestRestorableTime === true)) {
    throw refused('InvalidParameterCombination', 'expected either a time to restore to or the latest');
  }
  const to = input.RestoreTime ? instant(input.RestoreTime) : window.to;
  if (to < window.from || to > window.to) {
    throw refused('InvalidParameterValue', `expected a time from ${window.from} to ${window.to}, not ${to}`);
  }
  const what = { id: input.TargetDBInstanceIdentifier ?? '', keyArn };
  const recovering = (place: PostgresPlace) =>
    recoverPostgres(sources.binaries, { base, walDirectory, to, place });
  const instance = await restores.restore(what, input, recovering);
  return { DBInstance: instance.describe() };
}

function sourceOf(
  { backups, instance }: RestoreSources,
  input: RestoreDBInstanceToPointInTimeCommandInput,
): { readonly from: Recoverable; readonly keyArn: string | undefined } {
  const { SourceDBInstanceAutomatedBackupsArn: arn, SourceDBInstanceIdentifier: id = '' } = input;
  const backup = arn
    ? backupsOf(backups(), arn)
    : backups().find(({ instanceArn }) => instanceArn === instance(id).place.arn);
  const from = backup && recoverableFrom(backup);
  if (from) return { from, keyArn: backup.keyArn };
  const message = `${arn ?? id} has no automated backups that could be restored`;
  throw new PointInTimeRestoreNotEnabledFault({ $metadata: {}, message });
}
