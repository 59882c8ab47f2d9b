import type { Ledger } from '../../lib/aws/ledger';
import type { Workflows } from '../../lib/aws/workflows';
import type { Instant } from '../../lib/domain/instant';
import { regionDownSince } from '../../lib/domain/verdict';
import { type Deployment, failoverRules } from '../../lib/plan/deployment';

interface Deps {
  readonly deployment: Deployment;
  readonly ledger: Pick<Ledger, 'role' | 'evidence'>;
  readonly start: (name: string, input: unknown) => ReturnType<Workflows['start']>;
  readonly now: () => Instant;
}

/**
 * Scheduled every minute in the recovery region; no machine calls it. An alarm speaks once, on its change: its event may be
 * lost, and the run it started may have been refused for something that passed, such as replay that was behind. While the
 * region is down, nothing is open and the plan fails over by itself, this starts another run, one per minute at most by its
 * name. The run decides; this only asks, and a refusal is told to nobody again. In the other modes a person was told and starts it.
 */
export const reconcileFailover =
  ({ deployment, ledger, start, now }: Deps) =>
  async (): Promise<{ outcome: 'started' | 'already started' | 'nothing to do' }> => {
    const [role, evidence] = await Promise.all([ledger.role(), ledger.evidence()]);
    const rules = failoverRules(deployment);
    const at = now();
    const downSince = regionDownSince(evidence, rules.detection, at);
    const isOurs = role.activeRegion === deployment.regions.primary && role.openRun === undefined;
    if (!downSince || !isOurs || rules.mode !== 'automatic') return { outcome: 'nothing to do' };
    const run = `reconcile-${at.slice(0, 16).replace(/[-:]/g, '')}`;
    return { outcome: await start(run, { run, trigger: `reconcile: down since ${downSince}`, quiet: true }) };
  };
