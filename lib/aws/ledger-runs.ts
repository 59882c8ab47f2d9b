import { RUN_HEAD, type RunHead } from '../domain/run';
import type { LedgerTable } from './ledger-table';

/** What people ask of runs beside what functions do, and functions need not carry. */
export const runHeadItems = (table: LedgerTable) => ({
  /** All of them, by id, without what only their own record is asked for: its evidence alone is most of it. */
  runHeads: (): Promise<readonly RunHead[]> => table.list<RunHead>('run#', RUN_HEAD),
});
