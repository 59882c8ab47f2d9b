import type { Capacity } from '../domain/capacity';
import type { LedgerTable } from './ledger-table';

/** What the ledger knows of the sizes that regions served at. Whoever comes last writes last: all looked at the same ECS. */
export const capacityItems = (table: LedgerTable) => ({
  capacity: (region: string): Promise<Capacity | undefined> => table.get<Capacity>(`capacity#${region}`),
  writeCapacity: (capacity: Capacity): Promise<void> => table.put(`capacity#${capacity.region}`, capacity),
});
