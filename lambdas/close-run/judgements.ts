import type * as z from 'zod';
import { type Instant, secondsBetween } from '../../lib/domain/instant';
import { type Judgement, judge } from '../../lib/domain/objectives';
import type { Run } from '../../lib/domain/run';
import type { Deployment } from '../../lib/plan/deployment';
import type { contract } from './contract';

type Steps = Pick<z.output<typeof contract.input>, 'fence' | 'hold'>;

/** When the old region took no more of the application's writes: fenced by a failover, blocked by a switchover. */
export function closedAt({ hold, fence }: Steps): Instant | undefined {
  if (hold) return hold.at;
  return 'at' in fence ? fence.at : undefined;
}

/**
 * RTO: first bad probe, or where none was bad the moment that a switchover blocked writes, to the first answer that is
 * confirmed to come from here, of a write where the plan names one.
 */
export function judgementsOn(
  run: Run,
  steps: Steps,
  confirmedAt: Instant | undefined,
  objectives: Deployment['objectives'],
): readonly Judgement[] {
  const outSince = run.downSince ?? steps.hold?.at;
  const recovery = outSince && confirmedAt ? secondsBetween(outSince, confirmedAt) : undefined;
  return [
    judge('database RTO', objectives.database.rto, recovery),
    judgedLoss(run, steps, objectives.database.rpo),
    judge('api RTO', objectives.api.rto, recovery),
  ];
}

/** Whoever could still write to the old primary may have lost more: then the figure only says how much it is at least. */
function judgedLoss(run: Run, steps: Steps, objectiveSeconds: number): Judgement {
  const judgement = judge('database RPO', objectiveSeconds, lostSeconds(run, steps));
  const open = unfencedDatabases(steps);
  if (judgement.judged !== 'met' || run.workflow === 'switchover' || open.length === 0) return judgement;
  const { measuredSeconds: least, ...unmeasured } = judgement;
  const because = `at least ${least?.toFixed(1)} s; ${open.join(', ')} could not be fenced and may have taken writes after that, which a failback counts`;
  return { ...unmeasured, judged: 'unknown', because };
}

const unfencedDatabases = ({ fence }: Steps): readonly string[] =>
  'fences' in fence
    ? fence.fences.flatMap(({ component, id, outcome }) =>
        component === 'database' && outcome === 'unfenced' ? [id] : [],
      )
    : [];

/**
 * Of a failover: what the decision expected to lose, and everything that the old primary may have acknowledged after that until
 * the fences were tried; if they held, an upper bound. Of a switchover: nothing, if its standbys are
 * proven to have come to where the writes ended; an execution that took the run up later has no proof of its own.
 */
function lostSeconds({ workflow, detectedAt, expectedLossSeconds }: Run, steps: Steps): number | undefined {
  if (workflow === 'switchover') return steps.hold?.replay ? 0 : undefined;
  const closed = closedAt(steps);
  if (detectedAt === undefined || closed === undefined || expectedLossSeconds === undefined) return undefined;
  return expectedLossSeconds + Math.max(0, secondsBetween(detectedAt, closed));
}
