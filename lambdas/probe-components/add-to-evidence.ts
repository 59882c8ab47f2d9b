import type { Ledger } from '../../lib/aws/ledger';
import { LedgerBusy } from '../../lib/domain/errors';
import { type Probe, type VantagePoint, withProbe } from '../../lib/domain/evidence';
import { spacingOf } from '../../lib/domain/verdict';

/**
 * Adds probes to what a vantage point saw. The evidence is read only now, after the probes have had their answers: a region
 * that swallows probes makes rounds overlap, and a round that was overtaken by a later one adds nothing. Nor does one that is
 * started a second time.
 */
export async function addToEvidence(
  ledger: Pick<Ledger, 'evidenceFrom' | 'writeEvidence'>,
  {
    from,
    probes,
    intervalSeconds,
  }: { from: VantagePoint; probes: readonly Probe[]; intervalSeconds: number },
): Promise<void> {
  const before = await ledger.evidenceFrom(from);
  const spacing = spacingOf({ intervalSeconds });
  const after = probes.reduce((seen, probe) => withProbe(seen, probe, spacing), before);
  if (after === before) return;
  await ledger.writeEvidence(after).catch((error: unknown) => {
    if (!(error instanceof LedgerBusy)) throw error;
  });
}
