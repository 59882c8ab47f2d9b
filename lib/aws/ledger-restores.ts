import type { DrillRecord } from '../domain/drill-record';
import type { RestoreRecord } from '../domain/restore-record';
import type { LedgerTable } from './ledger-table';

/** What the ledger keeps of every restore and every drill. */
export const restoreItems = ({ get, put, list }: LedgerTable) => ({
  restore: (run: string): Promise<RestoreRecord | undefined> => get<RestoreRecord>(`restore#${run}`),
  writeRestore: (record: RestoreRecord): Promise<void> => put(`restore#${record.run}`, record),
  allRestores: (): Promise<readonly RestoreRecord[]> => list<RestoreRecord>('restore#'),
  drill: (run: string): Promise<DrillRecord | undefined> => get<DrillRecord>(`drill#${run}`),
  writeDrill: (record: DrillRecord): Promise<void> => put(`drill#${record.run}`, record),
  allDrills: (): Promise<readonly DrillRecord[]> => list<DrillRecord>('drill#'),
});
