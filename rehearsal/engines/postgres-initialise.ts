import { execFile } from 'node:child_process';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeOwnedDirectory } from './account';
import { POSTGRES_ENVIRONMENT, type PostgresBinaries } from './postgres-binaries';
import { type PostgresPlace, PostgresServer } from './postgres-server';
import { SUPERUSER } from './postgres-sessions';
import { asConfigurationLines, type PostgresSettings, REHEARSAL_SETTINGS } from './postgres-settings';

const run = promisify(execFile);

export interface NewPostgres extends PostgresPlace {
  /** On top of the rehearsal's own, and stronger. */
  readonly settings?: PostgresSettings;
}

/**
 * Lays out an empty database cluster; every user of 127.0.0.1 is trusted, for replication as well.
 * The server is returned unstarted.
 */
export async function initialisePostgres(
  binaries: PostgresBinaries,
  { dataDirectory, port, settings = {} }: NewPostgres,
): Promise<PostgresServer> {
  await makeOwnedDirectory(dataDirectory, binaries.account);
  await run(binaries.initdb, [...INITDB_OPTIONS, '-D', dataDirectory], {
    cwd: '/',
    env: POSTGRES_ENVIRONMENT,
    ...binaries.account,
  });
  const lines = asConfigurationLines({ ...REHEARSAL_SETTINGS, ...settings });
  await appendFile(join(dataDirectory, 'postgresql.conf'), lines);
  return new PostgresServer(binaries, { dataDirectory, port });
}

/** The smallest there are: closing one every second, and copying it into each archive, has to cost nothing. */
export const SEGMENT_MEGABYTES = 1;

const INITDB_OPTIONS = [
  `--username=${SUPERUSER}`,
  '--auth=trust',
  '--encoding=UTF8',
  '--no-locale',
  '--no-sync',
  '--no-instructions',
  // A damaged page is then an error when it is read, as it is on RDS.
  '--data-checksums',
  `--wal-segsize=${SEGMENT_MEGABYTES}`,
];
