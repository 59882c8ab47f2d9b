import type { Ledger } from '../../../lib/aws/ledger';
import { NotFound, NotReady, Unreachable } from '../../../lib/domain/errors';
import type { Instant } from '../../../lib/domain/instant';
import type { MomentPoint } from '../../../lib/domain/recovery-point';
import { DELETIONS_PER_RUN, type RetentionRules, retentionHeldBecause } from '../../../lib/domain/retention';
import { planOnStandingFloor, type Standing } from './floor';

export interface PruningDeps {
  readonly region: string;
  readonly ledger: Pick<Ledger, 'role' | 'holds' | 'recoveryPoints' | 'deleteRecoveryPoint'>;
  readonly now: () => Instant;
}

/** What a policy made of one kind, and how its data is looked at and deleted. */
export interface Prunable<Point extends MomentPoint> extends Standing<Point> {
  readonly rules: RetentionRules;
  readonly points: readonly Point[];
  /** Deletes a point's data, or says why it stays. Data that is gone was deleted by a call that got no further. */
  readonly remove: (point: Point) => Promise<string | undefined>;
}

type Told = Pick<MomentPoint, 'id' | 'region'> & { readonly because: string };

export interface Pruned {
  readonly deleted: readonly Told[];
  /** Of the policy's points those that stay, all of them unless `because` says why the task stopped early. */
  readonly kept: readonly Told[];
  readonly because?: string;
}

/**
 * Deletes what a policy keeps no longer, in both regions, and each point's item in the ledger after its data; nothing while
 * a run is open, which is looked up again before every deletion. A region that keeps silent loses nothing.
 */
export async function prunePoints<Point extends MomentPoint>(
  deps: PruningDeps,
  of: () => Promise<Prunable<Point>>,
): Promise<Pruned> {
  const heldBefore = await heldBecause(deps);
  if (heldBefore) return { deleted: [], kept: [], because: heldBefore };

  const { rules, points, remove, ...standing } = await of();
  const plan = await planOnStandingFloor(points, { rules, now: deps.now(), standing });
  const deleted: Told[] = [];
  const kept = plan.kept.filter(({ point }) => point.policy === rules.policy).map(told);
  for (const [position, judged] of plan.deleted.entries()) {
    const { point } = judged;
    if (position >= DELETIONS_PER_RUN) {
      kept.push(told({ point, because: `a run deletes at most ${DELETIONS_PER_RUN}; its turn is the next` }));
      continue;
    }
    const heldNow = await heldBecause(deps);
    if (heldNow) return { deleted, kept, because: heldNow };
    const because = await leftBecause(() => remove(point));
    if (because) {
      kept.push(told({ point, because }));
      continue;
    }
    await deps.ledger.deleteRecoveryPoint(point);
    deleted.push(told(judged));
  }
  return { deleted, kept };
}

async function heldBecause({ ledger, region, now }: PruningDeps): Promise<string | undefined> {
  const [role, holds] = [await ledger.role(), await ledger.holds()];
  if (role.activeRegion !== region) {
    return `${role.activeRegion} is the active region in epoch ${role.epoch}; its own schedule prunes`;
  }
  const held = retentionHeldBecause(role, holds, now());
  return held && `nothing more is deleted: ${held}`;
}

async function leftBecause(remove: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await remove();
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    if (error instanceof Unreachable) return `a region gave no answer: ${error.message}`;
    if (error instanceof NotReady) return error.message;
    throw error;
  }
}

const told = ({ point, because }: { point: MomentPoint; because: string }): Told => ({
  id: point.id,
  region: point.region,
  because,
});
