import type { Ledger } from '../../lib/aws/ledger';
import type { Evidence, Probe } from '../../lib/domain/evidence';
import { apiIsUp, type HealthAnswer, probesFrom } from '../../lib/domain/health';
import { probeByHeartbeats } from '../../lib/domain/heartbeats';
import type { Instant } from '../../lib/domain/instant';
import { isSilent, regionDownSince, spacingOf, writtenForSeconds } from '../../lib/domain/verdict';
import { type Deployment, failoverRules } from '../../lib/plan/deployment';
import type { FetchHealth } from '../runtime/fetch-health';
import type { Measure } from '../runtime/surroundings';
import { addToEvidence } from './add-to-evidence';

interface Deps {
  readonly deployment: Deployment;
  readonly vantagePoint: 'recovery' | 'witness';
  readonly region: string;
  readonly ledger: Pick<Ledger, 'role' | 'evidenceFrom' | 'writeEvidence' | 'heartbeats'>;
  readonly fetchHealth: FetchHealth;
  /** Takes Route 53's word into the evidence, in the one vantage point that does. */
  readonly listenToCheckers: (() => Promise<void>) | undefined;
  readonly measure: Measure;
  readonly now: () => Instant;
}

/**
 * State ProbeComponents of `probe`. Writes the evidence of its own vantage point, whose only writer it is. The recovery region's, where
 * a failover would be, also judges all of it and publishes the figure `RegionDown` that the alarm watches. The alarm only starts a
 * failover; the failover judges the evidence again itself. While the primary region is not the active one its silence means nothing, and
 * 0 is reported. It also reports whether the API of the region that serves is down, whichever that is, and that the witness is silent,
 * which rings there because a region that is lost rings nowhere.
 */
export const probeComponents = (deps: Deps) => async (): Promise<{ downSince: Instant | undefined }> => {
  const { deployment, vantagePoint, region, ledger, fetchHealth, listenToCheckers, now } = deps;
  const { detection } = failoverRules(deployment);
  const sentAt = now();
  const [answer, heartbeats] = await Promise.all([
    fetchHealth(deployment.api.primaryUrl),
    // No replica stands in the witness region.
    vantagePoint === 'recovery' ? ledger.heartbeats(region) : undefined,
    listenToCheckers?.(),
  ]);
  const byReplica = probeByHeartbeats(heartbeats, detection, sentAt);
  const own = await addToEvidence(ledger, {
    from: vantagePoint,
    probes: probesFrom(answer, sentAt).map((probe) => preferred(probe, byReplica)),
    spacing: spacingOf(detection),
    writtenFor: writtenForSeconds(detection),
  });
  return vantagePoint === 'recovery' ? judge(deps, own, answer) : { downSince: undefined };
};

async function judge(
  { deployment, ledger, fetchHealth, measure, now }: Deps,
  own: Evidence,
  answer: HealthAnswer,
): Promise<{ downSince: Instant | undefined }> {
  const { detection } = failoverRules(deployment);
  const [role, witness, checkers] = await Promise.all([
    ledger.role(),
    ledger.evidenceFrom('witness'),
    ledger.evidenceFrom('route53'),
  ]);
  const at = now();
  const watched = role.activeRegion === deployment.regions.primary;
  const downSince = watched ? regionDownSince([own, witness, checkers], detection, at) : undefined;
  measure('RegionDown', downSince === undefined ? 0 : 1, 'Count');
  if (isSilent(witness, detection, at)) measure('WitnessSilent', 1, 'Count');
  const served = watched ? answer : await fetchHealth(deployment.api.recoveryUrl);
  measure('ApiDown', apiIsUp(served) ? 0 : 1, 'Count');
  return { downSince };
}

/** What the replica knows of its primary comes before what the primary's API says of it. */
const preferred = (probe: Probe, byReplica: Probe): Probe =>
  probe.component === byReplica.component && byReplica.outcome !== 'unknown' ? byReplica : probe;
