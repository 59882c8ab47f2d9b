import { type Hold, stillHolds } from './hold';
import { type Instant, secondsBetween } from './instant';
import { type MomentPoint, provenAt } from './recovery-point';
import { filledSlots, TIERS, type Tiers } from './retention-slots';
import type { Role } from './role';

/** What is looked at of a point; one that is still to be made is known by as much. */
export type Retainable = Pick<
  MomentPoint,
  'id' | 'kind' | 'policy' | 'proof' | 'region' | 'store' | 'takenAt'
>;

/** Brake: a plan that was cut by mistake costs so many points per run, and time to notice. Also bounds the run's time. */
export const DELETIONS_PER_RUN = 20;

export interface RetentionRules {
  readonly policy: string;
  readonly retain: Tiers;
  /** Proven points of each store that stay in each region, however old. */
  readonly keepProven: number;
}

export interface Judged<Point extends Retainable = MomentPoint> {
  readonly point: Point;
  readonly because: string;
}

export interface RetentionPlan<Point extends Retainable = MomentPoint> {
  readonly kept: readonly Judged<Point>[];
  /** Oldest first; of a snapshot and its copy, the snapshot first. */
  readonly deleted: readonly Judged<Point>[];
}

/**
 * What a policy keeps of all recovery points there are, each with the reason, and what may go. Every store is judged
 * by itself in each region. A point whose moment lies ahead of `now`, or cannot be read, stays and counts for nothing.
 */
export function retentionPlan<Point extends Retainable>(
  points: readonly Point[],
  rules: RetentionRules,
  now: Instant,
): RetentionPlan<Point> {
  const passedOver = points.flatMap((point) => {
    const because = passedOverBecause(point, rules, now);
    return because ? [{ point, because }] : [];
  });
  const judged = siblingsIn(points, rules, now).flatMap((siblings) => judgeSiblings(siblings, rules));
  const those = (kept: boolean): Judged<Point>[] =>
    judged
      .filter(({ isKept }) => isKept === kept)
      .map(({ point, because }) => ({ point, because }))
      .sort((a, b) => oldestFirst(a.point, b.point));
  return {
    kept: [...passedOver.sort((a, b) => byIdentity(a.point, b.point)), ...those(true)],
    deleted: those(false),
  };
}

/** The points that the floor rests on: it holds only if these are really there. */
export const floorOf = <Point extends Retainable>(
  points: readonly Point[],
  rules: RetentionRules,
  now: Instant,
): readonly Point[] =>
  siblingsIn(points, rules, now).flatMap((siblings) =>
    siblings.filter((point) => floorReason(point, siblings, rules.keepProven)),
  );

/** The reason why nothing may be deleted now, or nothing: whoever is recovering may need any of the points. */
export function retentionHeldBecause(
  { openRun }: Role,
  holds: readonly Hold[],
  now: Instant,
): string | undefined {
  if (openRun) return `run ${openRun.id} to ${openRun.to} is open since ${openRun.openedAt}`;
  const hold = holds.find((one) => stillHolds(one, now));
  return hold && `${hold.because} (run ${hold.run}, until ${hold.expiresAt} at the latest)`;
}

/** The reason why a point is none of this policy's business, or nothing. */
function passedOverBecause(
  { policy, takenAt }: Retainable,
  rules: RetentionRules,
  now: Instant,
): string | undefined {
  if (policy !== rules.policy) return `it is of policy ${policy}, not of ${rules.policy}`;
  // Not `< 0`: a moment that cannot be read is no number, and is not past.
  return secondsBetween(takenAt, now) >= 0 ? undefined : `taken at ${takenAt}, and now is ${now}`;
}

/** The policy's points of one store in one region, newest first, for each of these. */
function siblingsIn<Point extends Retainable>(
  points: readonly Point[],
  rules: RetentionRules,
  now: Instant,
): readonly (readonly Point[])[] {
  const siblings = new Map<string, Point[]>();
  for (const point of points.filter((one) => !passedOverBecause(one, rules, now))) {
    const where = `${point.store}#${point.region}`;
    siblings.set(where, [...(siblings.get(where) ?? []), point]);
  }
  return [...siblings.values()].map((some) => some.sort((a, b) => oldestFirst(b, a)));
}

function judgeSiblings<Point extends Retainable>(
  siblings: readonly Point[],
  { retain, keepProven }: RetentionRules,
) {
  const moments = siblings.map(({ takenAt }) => takenAt);
  const filled = TIERS.map((tier) => ({ tier, slots: filledSlots(tier, retain[tier], moments) }));
  return siblings.map((point, position) => {
    const floor = floorReason(point, siblings, keepProven);
    const reasons = [
      ...(floor ? [floor] : []),
      ...(position === 0 ? [`the newest of ${point.store} in ${point.region}`] : []),
      ...filled.flatMap(({ tier, slots }) =>
        slots.has(position) ? [`fills the ${tier} slot ${slots.get(position)}`] : [],
      ),
    ];
    const isKept = reasons.length > 0;
    return { point, isKept, because: isKept ? reasons.join('; ') : goesBecause(retain, keepProven) };
  });
}

/** Why the floor rests on a point, or nothing. While too few are proven, as many of the newest stand in for them. */
function floorReason(
  point: Retainable,
  siblings: readonly Retainable[],
  keepProven: number,
): string | undefined {
  const where = `${point.store} in ${point.region}`;
  const proven = siblings.filter((sibling) => provenAt(sibling));
  if (proven.slice(0, keepProven).includes(point)) {
    return proven.length === 1
      ? `the last proven point of ${where}`
      : `among the newest ${keepProven} proven points of ${where}, which the plan keeps`;
  }
  if (proven.length >= keepProven || !siblings.slice(0, keepProven).includes(point)) return undefined;
  const known = proven.length === 0 ? 'nothing' : `only ${proven.length} of ${keepProven} points`;
  return `${known} of ${where} is proven, so the newest ${keepProven} stay`;
}

const goesBecause = (retain: Tiers, keepProven: number): string => {
  const slots = TIERS.filter((tier) => retain[tier] > 0).map((tier) => `${retain[tier]} ${tier}`);
  return `fills none of the ${slots.join(', ')} slots, and the floor of ${keepProven} holds without it`;
};

/** By time, not by spelling; what was taken at one moment, by its name, so that the order of reading says nothing. */
const oldestFirst = (a: Retainable, b: Retainable): number =>
  secondsBetween(b.takenAt, a.takenAt) || byIdentity(a, b);

const byIdentity = (a: Retainable, b: Retainable): number => (identityOf(a) < identityOf(b) ? -1 : 1);

const identityOf = ({ id, kind, region, store, takenAt }: Retainable): string =>
  [id, kind, region, store, takenAt].join('#');
