import type { Documents } from '../../lib/aws/documents';
import type { Ledger } from '../../lib/aws/ledger';
import type { Instant } from '../../lib/domain/instant';
import { runbookDocument, runbookKey } from '../../lib/domain/runbook-document';
import { type Deployment, type Place, placeOf } from '../../lib/plan/deployment';

interface Deps {
  readonly deployment: Deployment;
  readonly region: string;
  readonly ledgerTable: string;
  readonly buckets: Readonly<Record<Place, string>>;
  readonly notify: string;
  readonly ledger: Pick<Ledger, 'role' | 'recoveryPoints' | 'capacity'>;
  readonly documents: Pick<Documents, 'putMarkdown'>;
  readonly now: () => Instant;
}

/**
 * Scheduled once a day in the primary and the recovery region; no machine calls it. Each writes into the bucket of its own
 * region, so that the loss of one takes one copy. A second call writes a newer version. It asks the ledger alone: what was
 * written last is there for the day on which this does not run either.
 */
export const writeRunbook =
  ({ deployment, region, ledger, documents, now, ...known }: Deps) =>
  async (): Promise<{ bucket: string; key: string }> => {
    const { primary, recovery } = deployment.regions;
    const [role, points, ...capacities] = [
      await ledger.role(),
      await ledger.recoveryPoints(),
      await ledger.capacity(primary),
      await ledger.capacity(recovery),
    ];
    const document = runbookDocument({
      ...known,
      at: now(),
      region,
      deployment,
      role,
      points,
      capacities: capacities.filter((one) => one !== undefined),
    });
    const bucket = known.buckets[placeOf(deployment, region)];
    const key = runbookKey(deployment);
    await documents.putMarkdown(bucket, key, document);
    return { bucket, key };
  };
