import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { drillPlan, pointsMost } from '../../lib/domain/drill-plan';
import { DRILL_LIMIT_SECONDS, type DrillRecord, drillRun, type Waiting } from '../../lib/domain/drill-record';
import { RestoreBlocked } from '../../lib/domain/errors';
import { type Instant, secondsAfter, secondsBetween } from '../../lib/domain/instant';
import { engineOf, type RestoreEngine, type RestoreOrder } from '../../lib/domain/restore-order';
import { restoreTarget } from '../../lib/domain/restore-target';
import type { Deployment } from '../../lib/plan/deployment';
import { hashOf } from '../runtime/hash-of';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Pick<Deployment, 'name' | 'drill'>;
  readonly region: string;
  readonly ledger: Pick<Ledger, 'role' | 'recoveryPoints' | 'writeHold' | 'drill' | 'writeDrill'>;
  readonly now: () => Instant;
}

interface DrillJob {
  readonly order: RestoreOrder;
  /** What the machine chooses its check by. */
  readonly engine: RestoreEngine;
}

export interface PlannedDrill {
  readonly outcome: 'drill' | 'already drilled';
  readonly run: string;
  readonly jobs: readonly DrillJob[];
  readonly waiting: readonly Waiting[];
}

/**
 * State PlanDrill, first of `drill`, which is deployed in both serving regions and restores what lies in its own, active or not.
 * Refused while a failover is open, which needs the account's quotas and everybody's attention. Holds retention until the drill
 * ends. A firing that is delivered twice is drilled once. A second call plans the same again, and names it the same.
 */
export const planDrill =
  ({ deployment, region, ledger, now }: Deps) =>
  async ({ request, execution }: z.output<typeof contract.input>): Promise<PlannedDrill> => {
    const run = drillRun(request, region, execution);
    const known = await ledger.drill(run);
    if (known && known.execution !== execution && isAnothers(known, now())) {
      return { outcome: 'already drilled', run, jobs: [], waiting: [] };
    }
    const { openRun } = await ledger.role();
    if (openRun) {
      throw new RestoreBlocked(
        `run ${openRun.id} to ${openRun.to} is open since ${openRun.openedAt}; drill after it`,
      );
    }
    const { scratchExpiresAfter, instanceHoursMost } = deployment.drill;
    const rules = { region, pointsMost: pointsMost(instanceHoursMost, scratchExpiresAfter) };
    const { chosen, waiting } = drillPlan(await ledger.recoveryPoints(), rules, now());
    const jobs = chosen.flatMap(({ point, to }): DrillJob[] => {
      const engine = engineOf(point);
      const key = [run, point.store, point.kind, point.id].join('#');
      const target = restoreTarget(deployment.name, 'drill', hashOf(key));
      return engine ? [{ order: { run, purpose: 'drill', point, region, to, target }, engine }] : [];
    });
    const because = `a drill in ${region} is under way`;
    await ledger.writeHold({ run, because, expiresAt: secondsAfter(now(), DRILL_LIMIT_SECONDS) });
    const startedAt = known?.startedAt ?? now();
    await ledger.writeDrill({
      ...{ run, execution, trigger: request.trigger, region, startedAt },
      outcome: 'open',
      waiting,
    });
    return { outcome: 'drill', run, jobs, waiting };
  };

/** Ended, or still at it: what is open for longer than any drill lasts has nobody any more. */
const isAnothers = ({ outcome, startedAt }: DrillRecord, now: Instant): boolean =>
  outcome !== 'open' || secondsBetween(startedAt, now) < DRILL_LIMIT_SECONDS;
