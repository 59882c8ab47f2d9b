import type { LiveContents, RestoredContents } from '../domain/contents';
import { instant } from '../domain/instant';
import type { Session } from './connect';
import { type OwnCheck, runOwnChecks } from './own-checks';
import { NEXT_TRANSACTION, schemaHash, schemaObjects } from './schema-objects';
import { filledTables, readTables } from './table-contents';

/** Names are spelled out in whole then, the same whatever a server's own path is. */
const SPELL_OUT = "SET search_path = ''";

/** The live side serves clients: a table that does not give a row at once is left alone. */
const LIVE_SECONDS = 5;

/** Everything that is judged of a restored database. Changes nothing in it. */
export async function readRestored(
  session: Session,
  checks: readonly OwnCheck[],
  secondsLeft: () => number,
): Promise<RestoredContents> {
  // First, in the path of the server: the plan's queries were written for that.
  const own = await runOwnChecks(session, checks, secondsLeft);
  await session.query(SPELL_OUT);
  const objects = await schemaObjects(session);
  return {
    objects,
    schemaHash: schemaHash(objects),
    checks: own,
    extensions: await extensions(session),
    heartbeat: objects.some(({ object }) => object === 'table firebackup.heartbeat')
      ? await heartbeat(session)
      : undefined,
    lastCommitAt: await lastCommit(session),
    tables: await readTables(session, secondsLeft),
  };
}

/** What the restored database is held against, of the side that serves: its catalogs, and one row of each table. */
export async function readLive(session: Session, secondsLeft: () => number): Promise<LiveContents> {
  await session.query(SPELL_OUT);
  const objects = await schemaObjects(session);
  const live = () => Math.min(LIVE_SECONDS, secondsLeft());
  return { objects, schemaHash: schemaHash(objects), ...(await filledTables(session, live)) };
}

/** The databases of a server that can be read. */
export async function databaseNames(session: Session): Promise<readonly string[]> {
  const { rows } = await session.query(
    'SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate ORDER BY datname',
  );
  return rows.map(({ datname }) => datname);
}

async function heartbeat(session: Session): Promise<RestoredContents['heartbeat']> {
  const { rows } = await session.query(
    `SELECT written_at, epoch::int, ${NEXT_TRANSACTION} - age(xmin) AS written_in FROM firebackup.heartbeat`,
  );
  const [beat] = rows;
  return beat && { writtenAt: instant(beat.written_at), epoch: beat.epoch, writtenIn: beat.written_in };
}

async function extensions(session: Session): Promise<Readonly<Record<string, string>>> {
  const { rows } = await session.query('SELECT extname, extversion FROM pg_extension ORDER BY extname');
  return Object.fromEntries(rows.map(({ extname, extversion }) => [extname, extversion]));
}

async function lastCommit(session: Session): Promise<RestoredContents['lastCommitAt']> {
  const { rows } = await session.query('SELECT pg_last_xact_replay_timestamp() AS at');
  return rows[0]?.at ? instant(rows[0].at) : undefined;
}
