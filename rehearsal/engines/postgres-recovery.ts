import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '../../lib/domain/instant';
import { shellWord } from './postgres-archive';
import { restorePostgres } from './postgres-backup';
import type { PostgresBinaries } from './postgres-binaries';
import type { PostgresPlace, PostgresServer } from './postgres-server';
import { asConfigurationLines } from './postgres-settings';

export interface Recovery {
  /** Directory with a `base.tar`. It and the WAL have to be readable for the engine's account. */
  readonly base: string;
  /** Directory with segments and timeline histories, whole and by PostgreSQL's names. */
  readonly walDirectory: string;
  /** The moment to recover to. Missing: the end of the WAL that follows the base backup without a gap. */
  readonly to?: Instant | undefined;
  readonly place: PostgresPlace;
}

/**
 * Recovers a base backup with archived WAL into an independent primary, on a timeline of its own. The server is returned
 * started and out of recovery: it accepts nobody earlier, so that nobody can mistake a state on the way for the end.
 *
 * @throws {Error} when the moment cannot be reached, because WAL is missing or the backup is newer; with the server's
 *   last words, and with nothing left running
 */
export async function recoverPostgres(
  binaries: PostgresBinaries,
  { base, walDirectory, to, place }: Recovery,
): Promise<PostgresServer> {
  const server = await restorePostgres(binaries, base, place);
  if (to) await mustComeAfterBackup(to, place.dataDirectory);
  const settings = {
    restore_command: `cp ${shellWord(walDirectory)}/%f %p`,
    hot_standby: 'off',
    // An offset in digits: when PostgreSQL reads its settings it knows no zone by name yet, not even Z.
    ...(to && { recovery_target_time: to.replace(/Z$/, '+00'), recovery_target_action: 'promote' }),
  };
  await appendFile(join(place.dataDirectory, 'postgresql.auto.conf'), asConfigurationLines(settings));
  await writeFile(join(place.dataDirectory, 'recovery.signal'), '');
  try {
    await server.start();
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`cannot recover ${base} to ${to ?? 'the end of its WAL'}: ${said}`, { cause });
  }
  return server;
}

/**
 * A moment before the backup is not refused by PostgreSQL if nothing was committed while the backup ran: it stops before
 * the first commit that follows, and has everything that the backup has. The label tells whole seconds, cut off, so what
 * lies within that second is refused as well.
 */
async function mustComeAfterBackup(to: Instant, dataDirectory: string): Promise<void> {
  const label = await readFile(join(dataDirectory, 'backup_label'), 'utf8');
  const [, day, time] = /^START TIME: (\S+) (\S+) (?:UTC|GMT)$/m.exec(label) ?? [];
  const begun = Date.parse(`${day}T${time}Z`);
  if (Date.parse(to) >= begun + 1000) return;
  throw new Error(
    `cannot recover to ${to}: expected a moment after the base backup, which was begun at ${day} ${time} UTC`,
  );
}
