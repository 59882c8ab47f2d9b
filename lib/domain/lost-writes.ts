import type { Run } from './run';

/** Where the promoted side of a database left its old primary: what that one wrote from here on was never seen here. */
export interface PromotionPoint {
  readonly database: string;
  /** The first transaction that is known to be the promoted side's own, that of its first heartbeat; 64 bits, so it never wraps around. */
  readonly firstXid: string;
  readonly lsn: string;
}

export interface LostRows {
  readonly table: string;
  readonly rows: number;
}

export interface UnreadTable {
  readonly table: string;
  readonly because: string;
}

/**
 * What an old primary holds that the promoted side never got, counted in the rows that are still there. It is a lower bound:
 * deletions, and rows that were overwritten later, leave nothing to count, and what the old primary wrote under numbers that
 * the promoted side had used up itself before its first own heartbeat cannot be told from what came through.
 */
export type LostWrites =
  | {
      readonly database: string;
      readonly outcome: 'read';
      /** Only tables that have any. */
      readonly tables: readonly LostRows[];
      readonly rows: number;
      /** Tables that could not be read. */
      readonly unread: readonly UnreadTable[];
      /** WAL that the old primary wrote from the promotion point on, its restarts included. */
      readonly walBytes: number;
    }
  | { readonly database: string; readonly outcome: 'unknown'; readonly because: string };

/** Where a run promoted its databases, as its record keeps it; nothing for one whose record does not say. */
export function promotionPoint(run: Run | undefined, database: string): PromotionPoint | undefined {
  const { steps } = (run?.evidence ?? {}) as { steps?: { databases?: readonly KeptStep[] } };
  const write = steps?.databases?.find((one) => one.check?.database === database)?.write;
  if (!write?.firstXid || !write.lsn) return undefined;
  return { database, firstXid: write.firstXid, lsn: write.lsn };
}

interface KeptStep {
  readonly write?: { readonly firstXid?: string; readonly lsn?: string };
  readonly check?: { readonly database?: string };
}

export function lostWritesInWords(lost: LostWrites): string {
  if (lost.outcome === 'unknown') return `${lost.database}: it is not known what was lost: ${lost.because}`;
  const each = lost.tables.map(({ table, rows }) => `${rows} in ${table}`);
  const where = each.length > 0 ? ` (${each.join(', ')})` : '';
  const unread = lost.unread.map(({ table, because }) => `; ${table} could not be read: ${because}`).join('');
  return `${lost.database}: at least ${lost.rows} rows${where}, ${lost.walBytes} bytes of WAL${unread}`;
}
