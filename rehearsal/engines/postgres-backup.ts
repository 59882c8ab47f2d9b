import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { escapeLiteral } from 'pg';
import { makeOwnedDirectory } from './account';
import type { PostgresBinaries } from './postgres-binaries';
import { type PostgresPlace, PostgresServer } from './postgres-server';
import { replicationCommand } from './postgres-sessions';

const run = promisify(execFile);
/** The name that the server gives it. */
const ARCHIVE = 'base.tar';

/**
 * Takes a physical base backup of a running server, primary or standby, into a directory that is new or
 * empty. It becomes one `base.tar`, with the WAL it needs, so it can be restored alone and any number of times.
 *
 * The server writes it by itself: which files to leave out, and which to copy last, is its own knowledge.
 */
export async function baseBackup(server: PostgresServer, targetDirectory: string): Promise<void> {
  await makeOwnedDirectory(targetDirectory, server.binaries.account);
  const options = [
    "LABEL 'rehearsal'",
    "CHECKPOINT 'fast'",
    'WAL true',
    // The WAL is inside; waiting for an archive, which the rehearsal may have broken, would add nothing.
    'WAIT false',
    "MANIFEST 'no'",
    "TARGET 'server'",
    `TARGET_DETAIL ${escapeLiteral(targetDirectory)}`,
  ];
  await replicationCommand(server.port, `BASE_BACKUP (${options.join(', ')})`);
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
  return new PostgresServer(binaries, place);
}
