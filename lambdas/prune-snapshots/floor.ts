import { Unreachable } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import type { SnapshotPoint } from '../../lib/domain/recovery-point';
import {
  floorOf,
  type Judged,
  type RetentionPlan,
  type RetentionRules,
  retentionPlan,
} from '../../lib/domain/retention';
import type { AskRegion } from './regions-that-answer';

const GONE = 'the ledger has it, but RDS has no available snapshot of it: it counts for nothing';

/**
 * The plan, with a floor that was looked at: a point of it whose snapshot somebody else deleted would keep nothing, and
 * others have to stay for it. Looks only when something is to go. In a region that keeps silent nothing goes anyway.
 */
export async function planOnStandingFloor(
  all: readonly SnapshotPoint[],
  { rules, now, ask }: { rules: RetentionRules; now: Instant; ask: AskRegion },
): Promise<RetentionPlan<SnapshotPoint>> {
  const stands = new Map<SnapshotPoint, boolean>();
  for (;;) {
    const points = all.filter((point) => stands.get(point) !== false);
    const plan = retentionPlan(points, rules, now);
    const unseen = floorOf(points, rules, now).filter((point) => !stands.has(point));
    if (plan.deleted.length === 0 || unseen.length === 0) {
      const gone = all.filter((point) => stands.get(point) === false);
      return {
        ...plan,
        kept: [...plan.kept, ...gone.map((point): Judged<SnapshotPoint> => ({ point, because: GONE }))],
      };
    }
    for (const point of unseen) stands.set(point, await standsInItsRegion(point, ask));
  }
}

async function standsInItsRegion({ id, region }: SnapshotPoint, ask: AskRegion): Promise<boolean> {
  try {
    return (await ask(region, (rds) => rds.snapshot(id)))?.status === 'available';
  } catch (error) {
    if (error instanceof Unreachable) return true;
    throw error;
  }
}
