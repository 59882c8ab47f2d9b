import type { Ledger } from '../../lib/aws/ledger';
import type { Probe, VantagePoint } from '../../lib/domain/evidence';
import { apiIsUp, probesFrom } from '../../lib/domain/health';
import { probeByHeartbeats } from '../../lib/domain/heartbeats';
import type { Instant } from '../../lib/domain/instant';
import { regionDownSince } from '../../lib/domain/verdict';
import { type Deployment, failoverRules } from '../../lib/plan/deployment';
import type { FetchHealth } from '../runtime/fetch-health';
import type { Measure } from '../runtime/surroundings';
import { addToEvidence } from './add-to-evidence';

interface Deps {
  readonly deployment: Deployment;
  readonly vantagePoint: VantagePoint;
  readonly region: string;
  readonly ledger: Pick<Ledger, 'role' | 'evidence' | 'evidenceFrom' | 'writeEvidence' | 'heartbeats'>;
  readonly fetchHealth: FetchHealth;
  /** Takes Route 53's word into the evidence, in the one vantage point that does. */
  readonly listenToCheckers: (() => Promise<void>) | undefined;
  readonly measure: Measure;
  readonly now: () => Instant;
}

/**
 * State ProbeComponents of `probe`. Writes the evidence of its own vantage point, whose only writer it is, and the figure
 * `RegionDown` that the alarm watches. The alarm only starts a failover; the failover judges the evidence again itself.
 * While the primary region is not the active one its silence means nothing, and 0 is reported. One vantage point, the recovery
 * region's, also reports whether the API of the region that serves is down, whichever that is.
 */
export const probeComponents =
  ({ deployment, vantagePoint, region, ledger, fetchHealth, listenToCheckers, measure, now }: Deps) =>
  async (): Promise<{ downSince: Instant | undefined }> => {
    const { detection } = failoverRules(deployment);
    const sentAt = now();
    const [answer, heartbeats] = await Promise.all([
      fetchHealth(deployment.api.primaryUrl),
      ledger.heartbeats(region),
      listenToCheckers?.(),
    ]);
    const byReplica = probeByHeartbeats(heartbeats, detection, sentAt);
    const probes = probesFrom(answer, sentAt).map((probe) => preferred(probe, byReplica));
    await addToEvidence(ledger, {
      from: vantagePoint,
      probes,
      intervalSeconds: detection.intervalSeconds,
    });
    const [role, evidence] = await Promise.all([ledger.role(), ledger.evidence()]);
    const watched = role.activeRegion === deployment.regions.primary;
    const downSince = watched ? regionDownSince(evidence, detection, now()) : undefined;
    measure('RegionDown', downSince === undefined ? 0 : 1, 'Count');
    if (vantagePoint === 'recovery') {
      const served = watched ? answer : await fetchHealth(deployment.api.recoveryUrl);
      measure('ApiDown', apiIsUp(served) ? 0 : 1, 'Count');
    }
    return { downSince };
  };

/** What the replica knows of its primary comes before what the primary's API says of it. */
const preferred = (probe: Probe, byReplica: Probe): Probe =>
  probe.component === byReplica.component && byReplica.outcome !== 'unknown' ? byReplica : probe;
