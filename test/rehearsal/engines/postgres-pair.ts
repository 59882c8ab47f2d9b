import { freePort } from '../../../rehearsal/engines/free-port';
import type { PostgresBinaries } from '../../../rehearsal/engines/postgres-binaries';
import { initialisePostgres } from '../../../rehearsal/engines/postgres-initialise';
import type { PostgresServer } from '../../../rehearsal/engines/postgres-server';
import { standbyOf } from '../../../rehearsal/engines/postgres-standby';
import { eventually } from './eventually';
import type { Scratch } from './scratch';

export async function primaryIn(scratch: Scratch, binaries: PostgresBinaries): Promise<PostgresServer> {
  const place = { dataDirectory: scratch.path('primary'), port: await freePort() };
  const primary = await scratch.started(await initialisePostgres(binaries, place));
  await primary.query('CREATE TABLE written (number int PRIMARY KEY)');
  return primary;
}

export async function standbyIn(
  scratch: Scratch,
  primary: PostgresServer,
  upstreamPort = primary.port,
): Promise<PostgresServer> {
  const place = { dataDirectory: scratch.path('standby'), port: await freePort(), name: 'standby-one' };
  const upstream = { host: '127.0.0.1', port: upstreamPort };
  return scratch.started(await standbyOf(primary, { ...place, upstream }));
}

export async function write(server: PostgresServer, ...numbers: readonly number[]): Promise<void> {
  for (const number of numbers) await server.query('INSERT INTO written VALUES ($1)', [number]);
}

export async function writtenOn(server: PostgresServer): Promise<number[]> {
  const { rows } = await server.query<{ number: number }>('SELECT number FROM written ORDER BY number');
  return rows.map(({ number }) => number);
}

export async function promoted(server: PostgresServer): Promise<void> {
  await server.promote();
  await eventually(async () => !(await server.isInRecovery()), 'the promotion');
}

/** Everything that the primary has written by now is replayed on the other side. */
export async function caughtUp(primary: PostgresServer): Promise<void> {
  const { rows } = await primary.query<{ lsn: string }>('SELECT pg_current_wal_lsn() AS lsn');
  const replayed = 'SELECT FROM pg_stat_replication WHERE replay_lsn >= $1::pg_lsn';
  await eventually(async () => (await primary.query(replayed, [rows[0]?.lsn])).rowCount === 1, 'catching up');
}
