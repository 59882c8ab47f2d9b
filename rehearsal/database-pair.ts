import { join } from 'node:path';
import { Client } from 'pg';
import { archivingOf, type WalBuckets } from './archives';
import { freePort } from './engines/free-port';
import { Gate } from './engines/gate';
import {
  type ArchivedBase,
  archiveBase,
  archivingSettings,
  baseOf,
  layOutArchives,
} from './engines/postgres-archive';
import type { PostgresBinaries } from './engines/postgres-binaries';
import { initialisePostgres } from './engines/postgres-initialise';
import type { PostgresServer } from './engines/postgres-server';
import { SUPERUSER } from './engines/postgres-sessions';
import { reserveSlot, standbyFrom } from './engines/postgres-standby';
import { waitUntil } from './engines/wait-until';
import type { Leftovers } from './leftovers';
import type { Store } from './numbered-writer';

export interface DatabaseSide {
  /** Another one once the side was rebuilt; the gate in front of it stays. */
  server: PostgresServer;
  readonly gate: Gate;
}

export interface DatabasePair {
  readonly databaseName: string;
  readonly primary: DatabaseSide;
  readonly standby: DatabaseSide;
  /** What the standby streams through; a partition closes it. */
  readonly link: Gate;
  /** The base backup in all archives of the primary. */
  readonly base: ArchivedBase;
}

export interface DatabaseSettings {
  readonly binaries: PostgresBinaries;
  readonly leftovers: Leftovers;
  readonly databaseName: string;
  readonly orchestratorUser: string;
  /** Doors of the gates: the sources that connections come from. */
  readonly doors: { readonly primary: readonly string[]; readonly recovery: readonly string[] };
  /** Those of the plan's own archive, where it has one. */
  readonly walBuckets?: WalBuckets | undefined;
}

const STREAMS_WITHIN_MS = 30_000;
/** Whoever builds or counts waits for a loaded machine; only clients give up soon. */
const PATIENT_MS = 20_000;
/** The role that the client under test connects as. */
export const APPLICATION = 'application';
export const STANDBY = 'recovery';

/** A primary and its streaming standby, with the client's table and the roles that a real deployment has. */
export async function startDatabasePair(settings: DatabaseSettings): Promise<DatabasePair> {
  const { binaries, leftovers, databaseName, orchestratorUser, doors } = settings;
  const archiving = archivingOf(leftovers.folder, settings.walBuckets);
  await layOutArchives(binaries, archiving.primary);
  await layOutArchives(binaries, archiving.recovery);
  const primary = await initialisePostgres(binaries, {
    dataDirectory: join(leftovers.folder, 'database-primary'),
    port: await freePort(),
    settings: archivingSettings(archiving.primary),
  });
  leftovers.add(() => primary.killNow());
  await primary.start();
  await primary.query(`CREATE ROLE ${APPLICATION} LOGIN`);
  await primary.query(`CREATE ROLE ${orchestratorUser} LOGIN CREATEROLE`);
  await primary.query(`GRANT pg_read_all_data, pg_signal_backend TO ${orchestratorUser}`);
  await primary.query(
    `GRANT ${APPLICATION} TO ${orchestratorUser} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`,
  );
  await primary.query(`CREATE DATABASE "${databaseName}"`);
  await primary.query(`GRANT CREATE ON DATABASE "${databaseName}" TO ${APPLICATION}, ${orchestratorUser}`);
  await reserveSlot(primary, STANDBY);
  const link = await Gate.open(primary.port, [STANDBY]);
  const base = await archiveBase(primary, archiving.primary.archives);
  const standby = await standbyFrom(baseOf(archiving.primary.archives[0] ?? '', base.name), primary, {
    dataDirectory: join(leftovers.folder, 'database-standby'),
    port: await freePort(),
    name: STANDBY,
    upstream: { host: primary.host, port: link.port(STANDBY) },
    archiving: archivingSettings(archiving.recovery),
  });
  leftovers.add(() => standby.killNow());
  await standby.start();
  const pair = {
    databaseName,
    link,
    primary: { server: primary, gate: await Gate.open(primary.port, doors.primary) },
    standby: { server: standby, gate: await Gate.open(standby.port, doors.recovery) },
    base,
  };
  const client = await connectApplication(primary.port, databaseName, PATIENT_MS);
  await client.query(
    'CREATE SCHEMA client; CREATE TABLE client.writes (number bigint PRIMARY KEY); CREATE TABLE client.confirmations (run text)',
  );
  await client.end();
  const streamed = () =>
    numbersIn(pair.standby, databaseName).then(
      () => true,
      () => false,
    );
  await waitUntil(streamed, {
    withinMs: STREAMS_WITHIN_MS,
    otherwise: () => 'the standby did not receive the table',
  });
  return pair;
}

/** The client's way in: one connection, one row per number, acknowledged by the commit. */
export async function databaseStore(port: number, databaseName: string): Promise<Store> {
  const client = await connectApplication(port, databaseName);
  return {
    write: async (number) => {
      await client.query('INSERT INTO client.writes VALUES ($1)', [number]);
    },
    close: () => void client.end().catch(() => undefined),
  };
}

/** The harmless write by which a run sees that clients can write; in a table of its own, which no tally counts. */
export async function confirmByWrite(port: number, databaseName: string, run: string): Promise<void> {
  const client = await connectApplication(port, databaseName);
  try {
    await client.query('INSERT INTO client.confirmations VALUES ($1)', [run]);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The numbers that a server has, straight from it and past any gate. */
export async function numbersIn(
  { server }: DatabaseSide,
  databaseName: string,
): Promise<ReadonlySet<number>> {
  const client = await connectAs(SUPERUSER, server.port, databaseName, PATIENT_MS);
  const { rows } = await client.query<{ number: string }>('SELECT number FROM client.writes');
  await client.end();
  return new Set(rows.map((row) => Number(row.number)));
}

/** The file of the client's table, below the data directory of either side and in every base backup of them. */
export async function fileOfWrites({ databaseName, primary, standby }: DatabasePair): Promise<string> {
  const { server } = primary.server.running ? primary : standby;
  const client = await connectAs(SUPERUSER, server.port, databaseName, PATIENT_MS);
  const { rows } = await client.query(`SELECT pg_relation_filepath('client.writes') AS file`);
  await client.end();
  return rows[0].file;
}

/** A health check's question: does this side take writes? @throws when it does not, or does not answer. */
export async function mustTakeWrites(port: number, databaseName: string): Promise<void> {
  const client = await connectApplication(port, databaseName);
  try {
    const { rows } = await client.query('SELECT pg_is_in_recovery() AS standby');
    if (rows[0].standby) throw new Error('the database is a standby');
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A session of the application's role; `patienceMs` bounds what it waits for one answer. */
export const connectApplication = (port: number, database: string, patienceMs?: number): Promise<Client> =>
  connectAs(APPLICATION, port, database, patienceMs);

export async function connectAs(
  user: string,
  port: number,
  database: string,
  patienceMs = 1_000,
): Promise<Client> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    database,
    user,
    connectionTimeoutMillis: patienceMs / 2,
    query_timeout: patienceMs,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
