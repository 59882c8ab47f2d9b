import type { LostRows, LostWrites, PromotionPoint, UnreadTable } from '../domain/lost-writes';
import type { Session } from './connect';
import { inReadOnly, tableNames } from './table-contents';

/** The orchestrator's own rows are nobody's lost writes. */
const OWN_SCHEMA = /^firebackup\./;

const UNREAD_NAMED = 50;

const PAST_THE_POINT = `
  SELECT pg_snapshot_xmax(pg_current_snapshot())::text::numeric > $1::numeric AS is_past,
    greatest(0, pg_wal_lsn_diff(pg_current_wal_insert_lsn(), $2::pg_lsn))::float8 AS wal_bytes`;

/**
 * Reads from an old primary what was written on it from a promotion point on: rows whose transaction began there or later.
 * Transactions are told by their age, which does not wrap around, save for rows frozen four thousand million transactions ago.
 * One that was under way at the promotion has an earlier number, and is not counted. Every table is read whole, for as long
 * as `secondsLeft` says that there is time.
 */
export async function readLostWrites(
  session: Session,
  { database, firstXid, lsn }: PromotionPoint,
  secondsLeft: () => number,
): Promise<LostWrites> {
  const { rows } = await session.query(PAST_THE_POINT, [firstXid, lsn]);
  const [{ is_past: isPast, wal_bytes: walBytes }] = rows;
  const found: LostRows[] = [];
  const unread: UnreadTable[] = [];
  const tables = (await tableNames(session)).filter((table) => !OWN_SCHEMA.test(table));
  for (const table of isPast ? tables : []) {
    try {
      const count = await rowsPast(session, { table, firstXid, seconds: secondsLeft() });
      if (count > 0) found.push({ table, rows: count });
    } catch (error) {
      // Without a code it is the connection that failed, and not the table.
      if (!(error as { code?: string }).code) throw error;
      unread.push({ table, because: (error as Error).message });
    }
  }
  const total = found.reduce((sum, one) => sum + one.rows, 0);
  return { database, outcome: 'read', tables: found, rows: total, unread: firstOf(unread), walBytes };
}

/** The report goes through a machine, which takes 256 KB: whoever may read none of thousands of tables says so once. */
function firstOf(unread: readonly UnreadTable[]): readonly UnreadTable[] {
  const more = unread.length - UNREAD_NAMED;
  if (more <= 0) return unread;
  const rest = { table: `${more} more tables`, because: `no more than ${UNREAD_NAMED} are named` };
  return [...unread.slice(0, UNREAD_NAMED), rest];
}

/**
 * Rows whose transaction is as old as the first one that counts, or younger. Both ages are taken in one statement, because the
 * server goes on using numbers up meanwhile: heartbeats come to an old primary, too.
 */
async function rowsPast(
  session: Session,
  { table, firstXid, seconds }: { table: string; firstXid: string; seconds: number },
): Promise<number> {
  if (seconds < 1) throw Object.assign(new Error('no time was left'), { code: 'no time' });
  return inReadOnly(session, seconds, async () => {
    await session.query('SET LOCAL row_security = off');
    const { rows } = await session.query(
      `SELECT count(*)::float8 AS rows FROM ${table} WHERE age(xmin) BETWEEN 0 AND age($1::text::xid8::xid)`,
      [firstXid],
    );
    return rows[0].rows;
  });
}
