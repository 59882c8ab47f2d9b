import type * as z from 'zod';
import { FailoverBlocked } from '../../lib/domain/errors';
import { failoverBlockedBecause } from '../../lib/domain/failover-decision';
import type { Instant } from '../../lib/domain/instant';
import type { Claim } from '../../lib/domain/role';
import { expectedLossSeconds } from '../../lib/domain/situation';
import { regionDownSince } from '../../lib/domain/verdict';
import { type Deployment, failoverRules } from '../../lib/plan/deployment';
import type { contract } from './contract';

export interface Decision {
  /** `finished`: this very run has moved the role before; there is nothing left to do. */
  readonly outcome: 'act' | 'finished';
  readonly claim: Claim;
  readonly from: string;
  readonly to: string;
  readonly trigger: string;
  readonly approvedBy?: string | undefined;
  /** When the situation was gathered that the decision was made on. */
  readonly detectedAt: Instant;
  readonly decidedAt: Instant;
  readonly databases: readonly string[];
  readonly caches: readonly string[];
  readonly downSince?: Instant | undefined;
  readonly expectedLossSeconds?: number | undefined;
}

/**
 * State DecideFailover of `failover`. Changes nothing and asks nobody: it judges the situation it is given.
 * A run that was decided before and is still open is not decided again, since its own doing has changed the situation.
 * Failing means: no, and why.
 */
export const decideFailover =
  (deps: { deployment: Deployment; now: () => Instant }) =>
  async ({ situation, request, execution }: z.output<typeof contract.input>): Promise<Decision> => {
    const { deployment } = deps;
    const { role } = situation;
    const run = request.run ?? execution;
    const rules = failoverRules(deployment);
    const decision = {
      to: deployment.regions.recovery,
      trigger: request.trigger,
      approvedBy: request.approvedBy,
      detectedAt: situation.now,
      decidedAt: deps.now(),
      databases: deployment.databases.map(({ id }) => id),
      caches: deployment.caches.map(({ id }) => id),
      downSince: regionDownSince(situation.evidence, rules.detection, situation.now),
      expectedLossSeconds: expectedLossSeconds(situation),
    };
    if (role.openRun?.id === run) {
      const claim = { run, owner: execution, epoch: role.openRun.epoch };
      return { ...decision, outcome: 'act', claim, from: role.openRun.from };
    }
    const claim = { run, owner: execution, epoch: role.epoch };
    if (role.lastChange?.run === run) {
      return { ...decision, outcome: 'finished', claim, from: role.activeRegion };
    }
    const because = failoverBlockedBecause(situation, rules, request.approvedBy);
    if (because) throw new FailoverBlocked(because);
    return { ...decision, outcome: 'act', claim, from: role.activeRegion };
  };
