import { Unreachable } from '../../../lib/domain/errors';
import type { Instant } from '../../../lib/domain/instant';
import type { MomentPoint } from '../../../lib/domain/recovery-point';
import {
  floorOf,
  type Judged,
  type RetentionPlan,
  type RetentionRules,
  retentionPlan,
} from '../../../lib/domain/retention';

/** Where the points' data lies, for who is about to rest on it. */
export interface Standing<Point> {
  /** Whether a point's data is there and whole. @throws {Unreachable} for a region that keeps silent */
  readonly stands: (point: Point) => Promise<boolean>;
  /** What is said of a point whose data is not. */
  readonly gone: string;
}

/**
 * The plan, with a floor that was looked at: a point of it whose data somebody else deleted would keep nothing, and
 * others have to stay for it. Looks only when something is to go. In a region that keeps silent nothing goes anyway.
 */
export async function planOnStandingFloor<Point extends MomentPoint>(
  all: readonly Point[],
  { rules, now, standing }: { rules: RetentionRules; now: Instant; standing: Standing<Point> },
): Promise<RetentionPlan<Point>> {
  const stands = new Map<Point, boolean>();
  for (;;) {
    const points = all.filter((point) => stands.get(point) !== false);
    const plan = retentionPlan(points, rules, now);
    const unseen = floorOf(points, rules, now).filter((point) => !stands.has(point));
    if (plan.deleted.length === 0 || unseen.length === 0) {
      const gone = all.filter((point) => stands.get(point) === false);
      return {
        ...plan,
        kept: [...plan.kept, ...gone.map((point): Judged<Point> => ({ point, because: standing.gone }))],
      };
    }
    for (const point of unseen) stands.set(point, await mayStand(point, standing));
  }
}

async function mayStand<Point>(point: Point, { stands }: Standing<Point>): Promise<boolean> {
  try {
    return await stands(point);
  } catch (error) {
    if (error instanceof Unreachable) return true;
    throw error;
  }
}
