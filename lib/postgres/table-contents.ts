import type { LiveContents, ReadTable } from '../domain/contents';
import type { Session } from './connect';
import { NEXT_TRANSACTION } from './schema-objects';

const QUERY_CANCELED = '57014';
const INSUFFICIENT_PRIVILEGE = '42501';
const CONNECTION_GONE = /^(08|57P)/;

/**
 * Tables that recovery brings back whole, the smallest first: little time then covers most of them. Unlogged tables are
 * empty after any recovery, and foreign ones are kept elsewhere.
 */
const TABLES = `
  SELECT format('%I.%I', s.nspname, r.relname) AS name
  FROM pg_class r JOIN pg_namespace s ON s.oid = r.relnamespace
  WHERE s.nspname !~ '^pg_' AND s.nspname <> 'information_schema' AND r.relpersistence = 'p'
    AND (r.relkind = 'r' OR (r.relkind = 'm' AND r.relispopulated))
  ORDER BY r.relpages, name`;

/** Read to the last page, not by an index that may hold all that is asked for; and refused, not filtered, by row security. */
const WHOLE = [
  'SET LOCAL enable_indexscan = off',
  'SET LOCAL enable_indexonlyscan = off',
  'SET LOCAL enable_bitmapscan = off',
  'SET LOCAL row_security = off',
].join('; ');

export async function tableNames(session: Session): Promise<readonly string[]> {
  const { rows } = await session.query(TABLES);
  return rows.map(({ name }) => name);
}

/** Counts the rows of every table by reading all of them, for as long as `secondsLeft` says that there is time. */
export async function readTables(session: Session, secondsLeft: () => number): Promise<readonly ReadTable[]> {
  const tables: ReadTable[] = [];
  for (const table of await tableNames(session)) tables.push(await readTable(session, table, secondsLeft()));
  return tables;
}

async function readTable(session: Session, table: string, seconds: number): Promise<ReadTable> {
  if (seconds < 1) return { table, outcome: 'not read', because: 'no time was left' };
  try {
    const rows = await inReadOnly(session, seconds, async () => {
      await session.query(WHOLE);
      return (await session.query(`SELECT count(*)::float8 AS rows FROM ${table}`)).rows[0].rows;
    });
    return { table, outcome: 'read', rows };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    // Without a code, or with one of these, it is the connection that failed, and not the table.
    if (!code || CONNECTION_GONE.test(code)) throw error;
    if (code === QUERY_CANCELED)
      return { table, outcome: 'not read', because: `it took longer than ${seconds} s` };
    const outcome = code === INSUFFICIENT_PRIVILEGE ? 'denied' : 'unreadable';
    return { table, outcome, because: message };
  }
}

/** Runs `work` where nothing can be written and where no statement takes longer. */
export async function inReadOnly<Result>(
  session: Session,
  seconds: number,
  work: () => Promise<Result>,
): Promise<Result> {
  await session.query(`BEGIN READ ONLY; SET LOCAL statement_timeout = ${Math.floor(seconds * 1000)}`);
  try {
    return await work();
  } finally {
    await session.query('ROLLBACK');
  }
}

/** Of each table one row, if it has one: when that was written. Each has `secondsLeft` to give it. */
export async function filledTables(
  session: Session,
  secondsLeft: () => number,
): Promise<Pick<LiveContents, 'filled' | 'unseen'>> {
  const filled: { table: string; writtenIn: number }[] = [];
  const unseen: string[] = [];
  for (const table of await tableNames(session)) {
    const ask = `SELECT ${NEXT_TRANSACTION} - age(xmin) AS written_in FROM ${table} LIMIT 1`;
    const seconds = secondsLeft();
    if (seconds < 1) {
      unseen.push(table);
      continue;
    }
    try {
      const { rows } = await inReadOnly(session, seconds, () => session.query(ask));
      if (rows[0]) filled.push({ table, writtenIn: rows[0].written_in });
    } catch (error) {
      if (!(error as { code?: string }).code) throw error;
      unseen.push(table);
    }
  }
  return { filled, unseen };
}
