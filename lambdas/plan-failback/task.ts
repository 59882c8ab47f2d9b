import type * as z from 'zod';
import type { DatabaseRebuild } from '../../lib/aws/database-rebuild';
import type { Ledger } from '../../lib/aws/ledger';
import { FailbackBlocked } from '../../lib/domain/errors';
import {
  type FailbackStage,
  failbackBlockedBecause,
  failbackStage,
} from '../../lib/domain/failback-objections';
import type { Instant } from '../../lib/domain/instant';
import type { Run, RunOutcome } from '../../lib/domain/run';
import type { Deployment } from '../../lib/plan/deployment';
import type { contract } from './contract';
import { deletionsOf, type Kept } from './kept-instances';
import { type PlannedDatabase, seeDatabase } from './see-databases';

interface Deps {
  readonly deployment: Deployment;
  readonly ledger: Pick<Ledger, 'role' | 'run' | 'writeRun'>;
  readonly rebuild: (region: string) => Pick<DatabaseRebuild, 'standing'>;
  readonly now: () => Instant;
}

export interface FailbackPlan {
  readonly outcome: FailbackStage | 'dry-run';
  readonly run: string;
  readonly home: string;
  readonly away: string;
  readonly databases: readonly PlannedDatabase[];
  readonly caches: readonly string[];
  /** What the old primaries of both regions are called once they are put aside. */
  readonly kept: readonly Kept[];
  readonly deletions: readonly Kept[];
  /** How the machine that switches over is started. */
  readonly switchover: { readonly name: string; readonly input: object };
}

/** Step Functions takes names of at most 80 characters. */
const NAME_LONGEST = 80;
const SWITCHOVER_SUFFIX = '-home';
/** A record of these is of an execution that came to nothing: the run begins anew. */
const BEGINS_ANEW: readonly RunOutcome[] = ['refused', 'abandoned'];

/**
 * State PlanFailback, first of `failback`. Describes both sides of every database and writes the run's record; in a dry run
 * not even that. The role is not opened for the hours that a replica takes, which would keep a failover from running: the
 * switchover at the end takes the lease. A second call finds how far the run has come. Failing means: no, and why.
 */
export const planFailback =
  ({ deployment, ledger, rebuild, now }: Deps) =>
  async ({ request, execution }: z.output<typeof contract.input>): Promise<FailbackPlan> => {
    const { primary: home, recovery: away } = deployment.regions;
    const run = request.run ?? execution;
    const role = await ledger.role();
    const lastRun = role.lastChange && (await ledger.run(role.lastChange.run));
    const ownRun = await ledger.run(run);
    const switchoverRun = `${run}${SWITCHOVER_SUFFIX}`;
    const facts = { home, away, role, lastRun, ownRun, switchoverRun, approvedBy: request.approvedBy };
    refuse(failbackBlockedBecause(facts));
    const stage = failbackStage(facts);
    const asked = { deployment, rebuild, run, lastRun, region: stage === 'protect' ? away : home };
    const seen = await Promise.all(deployment.databases.map(({ id }) => seeDatabase(asked, id)));
    // What is being promoted is neither fenced nor a replica any more, and nothing is done about it.
    if (stage !== 'switch-over') refuse(seen.flatMap(({ because }) => because ?? []).join('; '));
    const kept = seen.flatMap((one) => one.kept);
    const plan: FailbackPlan = {
      outcome: request.dryRun ? 'dry-run' : stage,
      run,
      home,
      away,
      databases: seen.map(({ planned }) => planned),
      caches: deployment.caches.map(({ id }) => id),
      kept,
      deletions: deletionsOf(kept, request.deleteOldPrimary),
      switchover: {
        name: `${execution.slice(0, NAME_LONGEST - SWITCHOVER_SUFFIX.length)}${SWITCHOVER_SUFFIX}`,
        input: { run: switchoverRun, trigger: `failback ${run}`, approvedBy: request.approvedBy },
      },
    };
    if (!request.dryRun) await ledger.writeRun(opened(plan, request, { ownRun, decidedAt: now() }));
    return plan;
  };

function refuse(because: string | undefined): void {
  if (because) throw new FailbackBlocked(because);
}

/** A run that is started again keeps what it has found so far. */
function opened(
  { run, home, away, kept }: FailbackPlan,
  { trigger, approvedBy }: { readonly trigger: string; readonly approvedBy: string },
  { ownRun, decidedAt }: { readonly ownRun: Run | undefined; readonly decidedAt: Instant },
): Run {
  const earlier = ownRun && !BEGINS_ANEW.includes(ownRun.outcome) ? ownRun : undefined;
  return {
    id: run,
    workflow: 'failback',
    trigger,
    approvedBy,
    from: away,
    to: home,
    decidedAt: earlier?.decidedAt ?? decidedAt,
    outcome: 'open',
    evidence: { ...(earlier?.evidence as object | undefined), kept },
  };
}
