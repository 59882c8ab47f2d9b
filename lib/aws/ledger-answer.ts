import type { RecoveryAnswer } from '../domain/recovery-answer';
import type { LedgerTable } from './ledger-table';

/** What the ledger has of the answer to "what would be recovered now": the newest one. */
export const answerItem = (table: LedgerTable) => ({
  answer: (): Promise<RecoveryAnswer | undefined> => table.get<RecoveryAnswer>('answer'),
  writeAnswer: (answer: RecoveryAnswer): Promise<void> => table.put('answer', answer),
});
