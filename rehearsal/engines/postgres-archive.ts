import { join } from 'node:path';
import { type Instant, instant } from '../../lib/domain/instant';
import { makeOwnedDirectory } from './account';
import { archivedBackup, copyBackup, SELF_CONTAINED } from './postgres-backup';
import type { PostgresBinaries } from './postgres-binaries';
import type { PostgresServer } from './postgres-server';
import type { PostgresSettings } from './postgres-settings';

/*
 * A continuous archive is a directory: WAL as PostgreSQL names it below `wal`, base backups as `base/<name>/base.tar`.
 * A server archives to several at once, as RDS does to its own region and to the one that its backups are replicated to.
 */

export const walOf = (archive: string): string => join(archive, 'wal');
export const baseOf = (archive: string, name: string): string => join(archive, 'base', name);

export interface Archiving {
  /** Absolute; made by `layOutArchives`. None: the server archives nowhere. */
  readonly archives: readonly string[];
  /** Where copies grow until they are whole; of one server alone, on the archives' file system. */
  readonly incoming: string;
}

/**
 * What makes a server archive. A standby has the same settings and archives nothing until it is promoted: until then the
 * primary does. Who reads an archive finds whole segments only, since a copy is renamed into its place; one that is there
 * already has to be the same, as it is when the server was killed before it could note that it had archived it.
 */
export function archivingSettings({ archives, incoming }: Archiving): PostgresSettings {
  const into = archives.map((archive) => shellWord(walOf(archive))).join(' ');
  const growing = `${shellWord(incoming)}/%f`;
  const snapshot = `case %f in *.backup) grep -q '^LABEL: ${SELF_CONTAINED}$' %p && exit 0;; esac`;
  const copy = `cp %p ${growing} && mv ${growing} "$d/%f" || exit 1`;
  const each = `if test -e "$d/%f"; then cmp -s %p "$d/%f" || exit 1; else ${copy}; fi`;
  return { archive_mode: 'on', archive_command: `${snapshot}; for d in ${into}; do ${each}; done` };
}

/** Makes the directories, which the engine writes under its own account. */
export async function layOutArchives(
  { account }: PostgresBinaries,
  { archives, incoming }: Archiving,
): Promise<void> {
  for (const directory of [...archives.map(walOf), incoming]) {
    await makeOwnedDirectory(directory, account);
  }
}

export interface ArchivedBase {
  /** Its directory below `base`, and the label in its history file. */
  readonly name: string;
  /** The first moment that can be recovered to with it. */
  readonly from: Instant;
}

/** Takes a base backup into the first archive and copies it to the others. */
export async function archiveBase(
  server: PostgresServer,
  [first, ...others]: readonly string[],
): Promise<ArchivedBase> {
  if (!first) throw new RangeError('a base backup needs an archive to lie in');
  const name = `base-${(await clockOf(server)).toISOString().replace(/[-:.]/g, '')}`;
  await archivedBackup(server, baseOf(first, name), name);
  const ended = await clockOf(server);
  for (const archive of others) {
    await copyBackup(baseOf(first, name), baseOf(archive, name), server.binaries.account);
  }
  // A backup knows by the second when it was begun.
  return { name, from: instant(new Date(Math.ceil(ended.getTime() / 1000) * 1000)) };
}

/** A moment that can be recovered to as soon as the segment is archived. */
export interface Shipped {
  readonly at: Instant;
  readonly segment: string;
}

/**
 * Closes the segment at hand behind a transaction of its own, as RDS' heartbeat does. PostgreSQL knows a moment as
 * reached only by a commit behind it, so without that an idle database could not be recovered to now.
 */
export async function shipWal(server: PostgresServer): Promise<Shipped> {
  const at = instant(await clockOf(server));
  await server.query('SELECT pg_current_xact_id()');
  const { rows } = await server.query<{ segment: string }>(
    'SELECT pg_walfile_name(pg_switch_wal()) AS segment',
  );
  if (!rows[0]) throw new Error(`PostgreSQL on port ${server.port} did not switch segments`);
  return { at, segment: rows[0].segment };
}

async function clockOf(server: PostgresServer): Promise<Date> {
  const { rows } = await server.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  if (!rows[0]) throw new Error(`PostgreSQL on port ${server.port} did not tell its time`);
  return rows[0].now;
}

/** For a shell in PostgreSQL's configuration: there `%` begins a placeholder, and a backslash would be its own. */
export const shellWord = (path: string): string => `'${path.replaceAll('%', '%%').replaceAll("'", `'"'"'`)}'`;
