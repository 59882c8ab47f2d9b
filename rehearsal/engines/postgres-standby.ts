import { appendFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { baseBackup, restorePostgres } from './postgres-backup';
import type { PostgresPlace, PostgresServer } from './postgres-server';
import { SUPERUSER } from './postgres-sessions';
import { asConfigurationLines, type PostgresSettings } from './postgres-settings';

export interface StandbyPlace extends PostgresPlace {
  /** What it archives to once it is promoted; nothing when missing. */
  readonly archiving?: PostgresSettings;
  /** Lower-case letters, digits and hyphens; names the application and, with underscores, the slot. */
  readonly name: string;
  /** Where it streams from: the primary itself, or a gate in front of it. */
  readonly upstream: { readonly host: string; readonly port: number };
}

/**
 * Makes a streaming standby of a running server; returned unstarted. Its physical slot on the upstream server
 * is made first, so that no WAL it needs can be recycled before it streams, nor while it is cut off.
 */
export async function standbyOf(primary: PostgresServer, standby: StandbyPlace): Promise<PostgresServer> {
  await reserveSlot(primary, standby.name);
  const backup = `${standby.dataDirectory}.base-backup`;
  await baseBackup(primary, backup);
  const server = await standbyFrom(backup, primary, standby);
  await rm(backup, { recursive: true });
  return server;
}

/** As `standbyOf`, of a base backup that was taken after its slot was reserved. */
export async function standbyFrom(
  backup: string,
  primary: PostgresServer,
  { dataDirectory, port, name, upstream, archiving = {} }: StandbyPlace,
): Promise<PostgresServer> {
  const server = await restorePostgres(primary.binaries, backup, { dataDirectory, port });
  const connection = `host=${upstream.host} port=${upstream.port} user=${SUPERUSER} application_name=${name}`;
  await appendFile(
    join(dataDirectory, 'postgresql.auto.conf'),
    // `sslmode` is given, since the engine would otherwise first ask for TLS, at the cost of a round trip.
    asConfigurationLines({
      primary_conninfo: `${connection} sslmode=disable`,
      primary_slot_name: slotOf(name),
      ...archiving,
    }),
  );
  await writeFile(join(dataDirectory, 'standby.signal'), '');
  return server;
}

/** The slot that a standby of this name streams from. */
export function slotOf(name: string): string {
  return name.replaceAll('-', '_');
}

/** A slot that is already there belongs to an earlier standby of the same name, and serves as well. */
export async function reserveSlot(primary: PostgresServer, name: string): Promise<void> {
  await primary.query(
    `SELECT pg_create_physical_replication_slot($1, true)
      WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = $1)`,
    [slotOf(name)],
  );
}
