import type { Ledger } from '../../lib/aws/ledger';
import { LedgerBusy } from '../../lib/domain/errors';
import { type Probe, type VantagePoint, withProbe } from '../../lib/domain/evidence';

/**
 * Adds probes to what a vantage point saw. The evidence is read only now, after the probes have had their answers: a region
 * that swallows probes makes rounds overlap, and a round that was overtaken by a later one adds nothing.
 */
export async function addToEvidence(
  ledger: Pick<Ledger, 'evidenceFrom' | 'writeEvidence'>,
  { from, probes, silentAfter }: { from: VantagePoint; probes: readonly Probe[]; silentAfter: number },
): Promise<void> {
  const before = await ledger.evidenceFrom(from);
  const after = probes.reduce((seen, probe) => withProbe(seen, probe, silentAfter), before);
  await ledger.writeEvidence(after).catch((error: unknown) => {
    if (!(error instanceof LedgerBusy)) throw error;
  });
}
