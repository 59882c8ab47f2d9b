import type { ScheduleRecord } from '../domain/schedule-watch';
import type { LedgerTable } from './ledger-table';

/** What each serving region says of the schedules of the others. Each is written by its own region alone. */
export const scheduleItems = (table: LedgerTable) => ({
  schedules: (region: string): Promise<ScheduleRecord | undefined> =>
    table.get<ScheduleRecord>(`schedules#${region}`),
  writeSchedules: (record: ScheduleRecord): Promise<void> => table.put(`schedules#${record.region}`, record),
});
