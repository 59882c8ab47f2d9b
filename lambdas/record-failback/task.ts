import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { NotFound } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import { type LostWrites, lostWritesInWords } from '../../lib/domain/lost-writes';
import type { Run } from '../../lib/domain/run';
import type { contract } from './contract';

interface Deps {
  readonly databases: readonly string[];
  readonly ledger: Pick<Ledger, 'run' | 'writeRun'>;
  /** Keeps the run as a document. */
  readonly keep: (run: Run) => Promise<void>;
  readonly now: () => Instant;
}

interface Recorded {
  readonly run: string;
  readonly outcome: 'done';
  /** One sentence for each database whose old primary was looked at. */
  readonly lostWrites: readonly string[];
}

/**
 * State RecordFailback of `failback`, its last. Changes nothing but the record; a second call writes it once more. The times
 * of the move itself are in the record of its switchover.
 */
export const recordFailback =
  ({ databases, ledger, keep, now }: Deps) =>
  async ({ run: id, ...steps }: z.output<typeof contract.input>): Promise<Recorded> => {
    const opened = await ledger.run(id);
    if (!opened) throw new NotFound(`run ${id} has no record in the ledger`);
    const evidence = (opened.evidence ?? {}) as { readonly lostWrites?: readonly LostWrites[] };
    const lostWrites = databases.map((database) => reportOn(database, evidence.lostWrites ?? []));
    const { because: _because, ...record } = opened;
    const run: Run = {
      ...record,
      outcome: 'done',
      endedAt: now(),
      evidence: { ...evidence, lostWrites, steps },
    };
    await keep(run);
    await ledger.writeRun(run);
    return { run: id, outcome: 'done', lostWrites: lostWrites.map(lostWritesInWords) };
  };

/** Silence is not zero. */
const reportOn = (database: string, reports: readonly LostWrites[]): LostWrites =>
  reports.find((one) => one.database === database) ?? {
    database,
    outcome: 'unknown',
    because: 'its old primary was gone, or had been rebuilt, before this run looked at it',
  };
