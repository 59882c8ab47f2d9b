import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { appendFile, chown, copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { escapeLiteral } from 'pg';
import { type Account, makeOwnedDirectory } from './account';
import type { PostgresBinaries } from './postgres-binaries';
import { type PostgresPlace, PostgresServer } from './postgres-server';
import { replicationCommand } from './postgres-sessions';
import { asConfigurationLines } from './postgres-settings';

const run = promisify(execFile);
/** The name that the server gives it. */
const ARCHIVE = 'base.tar';

/** Label of backups that hold their own WAL, as snapshots do. They leave no trace in an archive. */
export const SELF_CONTAINED = 'self-contained';

/**
 * Takes a physical base backup of a running server, primary or standby, into a directory that is new or
 * empty. It becomes one `base.tar`, with the WAL it needs, so it can be restored alone and any number of times.
 */
export const baseBackup = (server: PostgresServer, targetDirectory: string): Promise<void> =>
  takeBackup(server, targetDirectory, [`LABEL ${escapeLiteral(SELF_CONTAINED)}`, 'WAL true']);

/** One without WAL, which is worth nothing but together with an archive; the label is its name there. */
export const archivedBackup = (
  server: PostgresServer,
  targetDirectory: string,
  label: string,
): Promise<void> => takeBackup(server, targetDirectory, [`LABEL ${escapeLiteral(label)}`, 'WAL false']);

/** The server writes it by itself: which files to leave out, and which to copy last, is its own knowledge. */
async function takeBackup(
  server: PostgresServer,
  targetDirectory: string,
  kind: readonly string[],
): Promise<void> {
  await makeOwnedDirectory(targetDirectory, server.binaries.account);
  const options = [
    ...kind,
    "CHECKPOINT 'fast'",
    // An archive that the rehearsal has broken must not hold it up.
    'WAIT false',
    "MANIFEST 'no'",
    "TARGET 'server'",
    `TARGET_DETAIL ${escapeLiteral(targetDirectory)}`,
  ];
  await replicationCommand(server.port, `BASE_BACKUP (${options.join(', ')})`);
}

/** A copy of its own, which the engine's account can read. */
export async function copyBackup(
  backupDirectory: string,
  targetDirectory: string,
  account: Account | undefined,
): Promise<void> {
  await makeOwnedDirectory(targetDirectory, account);
  const copy = join(targetDirectory, ARCHIVE);
  await copyFile(join(backupDirectory, ARCHIVE), copy, constants.COPYFILE_FICLONE);
  if (account) await chown(copy, account.uid, account.gid);
}

/**
 * Makes an independent primary of a base backup, which is left as it was. The server is returned unstarted.
 * It replays the WAL of the backup when it starts, and stays on the backup's timeline.
 */
export async function restorePostgres(
  binaries: PostgresBinaries,
  backupDirectory: string,
  place: PostgresPlace,
): Promise<PostgresServer> {
  await makeOwnedDirectory(place.dataDirectory, binaries.account);
  const from = ['-xf', join(backupDirectory, ARCHIVE), '-C', place.dataDirectory];
  // Unpacked by the engine's account, so that the files are its own.
  await run('tar', from, { cwd: '/', ...binaries.account });
  // The backup of a standby says that it is one.
  await rm(join(place.dataDirectory, 'standby.signal'), { force: true });
  // What is restored is another server, whose WAL must never get into the archive of the one it is a copy of.
  const settings = asConfigurationLines({ archive_mode: 'off' });
  await appendFile(join(place.dataDirectory, 'postgresql.auto.conf'), settings);
  return new PostgresServer(binaries, place);
}
