import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { caughtInWords } from '../../lib/domain/caught';
import { NotFound } from '../../lib/domain/errors';
import type { LostWrites } from '../../lib/domain/lost-writes';
import type { contract } from './contract';

type Report = z.output<typeof contract.input>['report'];

/**
 * Keeps the report of one database in the run's record, before the old primary moves out of reach. What an earlier execution
 * has read is not given up for a report that could not be had again.
 */
export async function recordLostWrites(
  ledger: Pick<Ledger, 'run' | 'writeRun'>,
  { run: id, database }: { readonly run: string; readonly database: string },
  report: NonNullable<Report>,
): Promise<void> {
  const run = await ledger.run(id);
  if (!run) throw new NotFound(`run ${id} has no record in the ledger`);
  const evidence = (run.evidence ?? {}) as { readonly lostWrites?: readonly LostWrites[] };
  const reports = evidence.lostWrites ?? [];
  const known = reports.find((one) => one.database === database);
  const lost: LostWrites =
    'Error' in report ? { database, outcome: 'unknown', because: caughtInWords(report) } : report;
  if (known?.outcome === 'read' && lost.outcome === 'unknown') return;
  const lostWrites = [...reports.filter((one) => one !== known), lost];
  await ledger.writeRun({ ...run, evidence: { ...evidence, lostWrites } });
}
