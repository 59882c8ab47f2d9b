import type * as z from 'zod';
import { approvalLapsedBecause } from '../../lib/domain/approval';
import { FailoverBlocked } from '../../lib/domain/errors';
import { failoverBlockedBecause, objectionsToFailover } from '../../lib/domain/failover-decision';
import { type FailoverOutcome, failoverOutcome } from '../../lib/domain/failover-outcome';
import type { Instant } from '../../lib/domain/instant';
import type { Claim } from '../../lib/domain/role';
import type { RunbookAddress } from '../../lib/domain/runbook-link';
import { expectedLossSeconds } from '../../lib/domain/situation';
import { regionDownSince } from '../../lib/domain/verdict';
import { type Deployment, failoverRules } from '../../lib/plan/deployment';
import type { contract } from './contract';
import { type Asks, questionOf } from './question';
import { switchoverOf } from './switchover';

export interface Decision {
  /**
   * `finished`: this very run has moved the role before; there is nothing left to do. `switchover`: the primary lives, so its
   * role is handed over without a loss. `ask`: a person's word is missing, and nothing else. `dry-run`: nothing is done.
   */
  readonly outcome: 'act' | 'finished' | 'switchover' | 'ask' | 'dry-run';
  readonly workflow: 'failover';
  readonly claim: Claim;
  readonly from: string;
  readonly to: string;
  readonly trigger: string;
  readonly approvedBy?: string | undefined;
  /** When the situation was gathered that the decision was made on, or that a person was asked about. */
  readonly detectedAt: Instant;
  readonly decidedAt: Instant;
  /** When the run went on after a person had been asked. */
  readonly approvedAt?: Instant | undefined;
  readonly databases: readonly string[];
  readonly caches: readonly string[];
  readonly downSince?: Instant | undefined;
  readonly expectedLossSeconds?: number | undefined;
  /** How the machine that switches over is started. */
  readonly switchover: { readonly name: string; readonly input: object };
  /** What a person would have to know, and did or does. */
  readonly asks: Asks;
  /** Of a dry run: what a run would come to. */
  readonly would?: FailoverOutcome | undefined;
}

/**
 * State DecideFailover of `failover`. Changes nothing and asks nobody: it judges the situation it is given.
 * A run that was decided before and is still open is not decided again, since its own doing has changed the situation. One
 * that a person approved is judged anew, and goes on only if nothing came up since they were asked; its times are those of
 * the first judgement, because the person's time is part of the run's. Failing means: no, and why.
 */
export const decideFailover =
  (deps: { deployment: Deployment; now: () => Instant } & RunbookAddress) =>
  async ({ situation, request, approval, execution }: z.output<typeof contract.input>): Promise<Decision> => {
    const { deployment } = deps;
    const { role } = situation;
    const run = request.run ?? execution;
    const rules = failoverRules(deployment);
    const now = deps.now();
    const approvedBy = request.approvedBy ?? approval?.by;
    const { asks, hashUnder } = questionOf({ ...deps, situation, rules, run });
    const decision = {
      workflow: 'failover',
      claim: { run, owner: execution, epoch: role.openRun?.id === run ? role.openRun.epoch : role.epoch },
      from: role.activeRegion,
      to: deployment.regions.recovery,
      trigger: request.trigger,
      approvedBy,
      detectedAt: situation.now,
      decidedAt: now,
      databases: deployment.databases.map(({ id }) => id),
      caches: deployment.caches.map(({ id }) => id),
      downSince: regionDownSince(situation.evidence, rules.detection, situation.now),
      expectedLossSeconds: expectedLossSeconds(situation),
      switchover: switchoverOf(run, execution, {
        trigger: request.trigger,
        approvedBy,
        quiet: request.quiet,
      }),
      asks,
    } as const;
    if (request.dryRun)
      return { ...decision, outcome: 'dry-run', would: failoverOutcome(situation, rules, approvedBy) };
    if (role.openRun?.id === run) {
      const outcome = role.openRun.workflow === 'switchover' ? 'switchover' : 'act';
      return { ...decision, outcome, from: role.openRun.from };
    }
    if (role.lastChange?.run === run) return { ...decision, outcome: 'finished' };
    const lapsed =
      approval &&
      approvalLapsedBecause(approval, {
        run,
        now,
        objections: objectionsToFailover(situation, rules),
        hashNow: hashUnder(approval.kinds),
      });
    if (lapsed) throw new FailoverBlocked(lapsed);
    const outcome = failoverOutcome(situation, rules, approvedBy);
    if (outcome === 'refuse') throw new FailoverBlocked(failoverBlockedBecause(situation, rules, approvedBy));
    return { ...decision, ...(approval && { ...approval.asked, approvedAt: now }), outcome };
  };
