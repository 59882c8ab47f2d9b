import type { Ledger } from '../../lib/aws/ledger';
import { type VantagePoint, withProbe } from '../../lib/domain/evidence';
import { probesFrom } from '../../lib/domain/health';
import type { Instant } from '../../lib/domain/instant';
import { regionDownSince, staleAfterSeconds } from '../../lib/domain/verdict';
import { type Deployment, failoverRules } from '../../lib/plan/deployment';
import type { FetchHealth } from '../runtime/fetch-health';
import type { Measure } from '../runtime/surroundings';

interface Deps {
  readonly deployment: Deployment;
  readonly vantagePoint: VantagePoint;
  readonly ledger: Pick<Ledger, 'role' | 'evidence' | 'evidenceFrom' | 'writeEvidence'>;
  readonly fetchHealth: FetchHealth;
  readonly measure: Measure;
  readonly now: () => Instant;
}

/**
 * State ProbeComponents of `probe`. Writes the evidence of its own vantage point, whose only writer it is, and the figure
 * `RegionDown` that the alarm watches. The alarm only starts a failover; the failover judges the evidence again itself.
 * While the primary region is not the active one its silence means nothing, and 0 is reported.
 */
export const probeComponents =
  ({ deployment, vantagePoint, ledger, fetchHealth, measure, now }: Deps) =>
  async (): Promise<{ downSince: Instant | undefined }> => {
    const sentAt = now();
    const [answer, before] = await Promise.all([
      fetchHealth(deployment.api.primaryUrl),
      ledger.evidenceFrom(vantagePoint),
    ]);
    const { detection } = failoverRules(deployment);
    const silentAfter = staleAfterSeconds(detection);
    const after = probesFrom(answer, sentAt).reduce(
      (seen, probe) => withProbe(seen, probe, silentAfter),
      before,
    );
    await ledger.writeEvidence(after);
    const [role, evidence] = await Promise.all([ledger.role(), ledger.evidence()]);
    const watched = role.activeRegion === deployment.regions.primary;
    const downSince = watched ? regionDownSince(evidence, detection, now()) : undefined;
    measure('RegionDown', downSince === undefined ? 0 : 1, 'Count');
    return { downSince };
  };
