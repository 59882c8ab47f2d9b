import type * as z from 'zod';
import { FailoverBlocked } from '../../lib/domain/errors';
import { stepsOf } from '../../lib/domain/failover-steps';
import type { Instant } from '../../lib/domain/instant';
import type { Objection } from '../../lib/domain/objection';
import type { Claim } from '../../lib/domain/role';
import { switchoverBlockedBecause } from '../../lib/domain/switchover-decision';
import { objectionsToSwitchover } from '../../lib/domain/switchover-objections';
import { regionDownSince } from '../../lib/domain/verdict';
import { type Deployment, failoverRules } from '../../lib/plan/deployment';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Deployment;
  /** The region that is to take over: the one that the machine runs in. */
  readonly region: string;
  readonly now: () => Instant;
}

interface Decision {
  /** `finished`: this very run has moved the role before; there is nothing left to do. `dry-run`: nothing is done. */
  readonly outcome: 'act' | 'finished' | 'dry-run';
  readonly workflow: 'switchover';
  readonly claim: Claim;
  readonly from: string;
  readonly to: string;
  readonly trigger: string;
  readonly approvedBy?: string | undefined;
  readonly detectedAt: Instant;
  readonly decidedAt: Instant;
  readonly databases: readonly string[];
  readonly caches: readonly string[];
  /** Where the API went down first: the switchover is its way out. */
  readonly downSince?: Instant | undefined;
  /** Of a dry run: what a run would come to. */
  readonly would?: 'switchover' | 'refuse' | undefined;
  /** Of a dry run: what a person would have to know. */
  readonly asks?:
    | { readonly objections: readonly Objection[]; readonly steps: readonly string[] }
    | undefined;
}

/**
 * State DecideSwitchover of `switchover`. Changes nothing and asks nobody: it judges the situation it is given. A run that was
 * decided before and is still open is not decided again, since its own doing has changed the situation. Failing means: no,
 * and why.
 */
export const decideSwitchover =
  ({ deployment, region, now }: Deps) =>
  async ({ situation, request, execution }: z.output<typeof contract.input>): Promise<Decision> => {
    const { role } = situation;
    const run = request.run ?? execution;
    const rules = {
      ...failoverRules(deployment),
      databasesWithoutRoles: deployment.databases
        .filter(({ applicationRoles }) => applicationRoles.length === 0)
        .map(({ id }) => id),
    };
    const decision = {
      workflow: 'switchover' as const,
      to: region,
      trigger: request.trigger,
      approvedBy: request.approvedBy,
      detectedAt: situation.now,
      decidedAt: now(),
      databases: deployment.databases.map(({ id }) => id),
      caches: deployment.caches.map(({ id }) => id),
      downSince: regionDownSince(situation.evidence, rules.detection, situation.now),
    };
    if (request.dryRun) {
      const { databases } = decision;
      const [from, { caches }] = [role.activeRegion, deployment];
      return {
        ...decision,
        outcome: 'dry-run',
        claim: { run, owner: execution, epoch: role.epoch },
        from,
        would: switchoverBlockedBecause(situation, rules, request.approvedBy) ? 'refuse' : 'switchover',
        asks: {
          objections: objectionsToSwitchover(situation, rules),
          steps: stepsOf({ kind: 'switchover', from, to: region, databases, caches }),
        },
      };
    }
    const { openRun } = role;
    if (openRun?.id === run && openRun.workflow === 'switchover' && openRun.to === region) {
      const claim = { run, owner: execution, epoch: openRun.epoch };
      return { ...decision, outcome: 'act', claim, from: openRun.from };
    }
    const claim = { run, owner: execution, epoch: role.epoch };
    if (role.lastChange?.run === run) {
      return { ...decision, outcome: 'finished', claim, from: role.activeRegion };
    }
    const because = switchoverBlockedBecause(situation, rules, request.approvedBy);
    if (because) throw new FailoverBlocked(because);
    return { ...decision, outcome: 'act', claim, from: role.activeRegion };
  };
