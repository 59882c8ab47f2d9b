import type { Ledger } from '../../lib/aws/ledger';
import { LedgerBusy } from '../../lib/domain/errors';
import {
  type Evidence,
  isWritten,
  type Probe,
  type Spacing,
  type VantagePoint,
  withProbe,
} from '../../lib/domain/evidence';

interface Seen {
  readonly from: VantagePoint;
  readonly probes: readonly Probe[];
  readonly spacing: Spacing;
  /** For how long what is well need not be written again. */
  readonly writtenFor: number;
}

/**
 * Adds probes to what a vantage point saw, and returns that. The evidence is read only now, after the probes have had their answers: a
 * region that swallows probes makes rounds overlap, and a round that was overtaken by a later one adds nothing. Nor does one that is
 * started a second time.
 */
export async function addToEvidence(
  ledger: Pick<Ledger, 'evidenceFrom' | 'writeEvidence'>,
  { from, probes, spacing, writtenFor }: Seen,
): Promise<Evidence> {
  const before = await ledger.evidenceFrom(from);
  const after = probes.reduce((seen, probe) => withProbe(seen, probe, spacing), before);
  if (after === before || isWritten(before, probes, writtenFor)) return after;
  return ledger.writeEvidence(after).then(
    () => after,
    async (error: unknown) => {
      if (!(error instanceof LedgerBusy)) throw error;
      return ledger.evidenceFrom(from);
    },
  );
}
