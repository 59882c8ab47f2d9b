import type { ArchiveCheckpoint, LostCheckpoint } from '../domain/wal/archive-checkpoint';
import type { ArchiveReport } from '../domain/wal/archive-report';
import type { LedgerTable } from './ledger-table';

/** An item takes 400 KB in all; the rest is for its key and for what a letter beyond ASCII weighs more. */
const CHECKPOINT_BYTES_MOST = 350_000;

/** What the ledger knows of WAL archives. Whoever comes last writes last: both began at what was there. */
export const walItems = (table: LedgerTable) => ({
  walCheckpoint: async (
    archive: string,
    region: string,
  ): Promise<ArchiveCheckpoint | LostCheckpoint | undefined> => {
    const found = await table.get<{ checkpoint: string } | LostCheckpoint>(itemName(archive, region));
    return found && 'checkpoint' in found ? (JSON.parse(found.checkpoint) as ArchiveCheckpoint) : found;
  },

  /** One that is too large is not kept, and the next check hears why it has to begin anew. */
  writeWalCheckpoint: (archive: string, region: string, checkpoint: ArchiveCheckpoint): Promise<void> => {
    const text = JSON.stringify(checkpoint);
    const bytes = Buffer.byteLength(text);
    const lostBecause = `the last checkpoint had ${bytes} bytes, and the ledger keeps at most ${CHECKPOINT_BYTES_MOST}: too many gaps or base backups`;
    return table.put(
      itemName(archive, region),
      bytes > CHECKPOINT_BYTES_MOST ? { lostBecause } : { checkpoint: text },
    );
  },

  walReport: (archive: string, region: string): Promise<ArchiveReport | undefined> =>
    table.get<ArchiveReport>(`wal-report#${archive}#${region}`),
  writeWalReport: (report: ArchiveReport): Promise<void> =>
    table.put(`wal-report#${report.archive}#${report.region}`, report),
});

const itemName = (archive: string, region: string) => `wal-checkpoint#${archive}#${region}`;
