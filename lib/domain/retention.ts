import { type Instant, secondsBetween } from './instant';
import type { RecoveryPoint } from './recovery-point';
import { filledSlots, TIERS, type Tiers } from './retention-slots';
import type { Role } from './role';

export interface RetentionRules {
  readonly policy: string;
  readonly retain: Tiers;
  /** Proven points of each database that stay in each region, however old. */
  readonly keepProven: number;
}

export interface Judged {
  readonly point: RecoveryPoint;
  readonly because: string;
}

export interface RetentionPlan {
  readonly kept: readonly Judged[];
  /** Oldest first; of a snapshot and its copy, the snapshot first. */
  readonly deleted: readonly Judged[];
}

/**
 * What a policy keeps of all recovery points there are, each with the reason, and what may go. Every database is judged
 * by itself in each region. A point whose moment lies ahead of `now`, or cannot be read, stays and counts for nothing.
 */
export function retentionPlan(
  points: readonly RecoveryPoint[],
  rules: RetentionRules,
  now: Instant,
): RetentionPlan {
  const passedOver = points.flatMap((point) => {
    const because = passedOverBecause(point, rules, now);
    return because ? [{ point, because }] : [];
  });
  const judged = siblingsIn(points, rules, now).flatMap((siblings) => judgeSiblings(siblings, rules));
  const those = (kept: boolean): Judged[] =>
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
export const floorOf = (
  points: readonly RecoveryPoint[],
  rules: RetentionRules,
  now: Instant,
): readonly RecoveryPoint[] =>
  siblingsIn(points, rules, now).flatMap((siblings) =>
    siblings.filter((point) => floorReason(point, siblings, rules.keepProven)),
  );

/** The reason why nothing may be deleted now, or nothing: whoever is recovering may need any of the points. */
export const retentionHeldBecause = ({ openRun }: Role): string | undefined =>
  openRun && `run ${openRun.id} to ${openRun.to} is open since ${openRun.openedAt}`;

/** The reason why a point is none of this policy's business, or nothing. */
function passedOverBecause(
  { policy, takenAt }: RecoveryPoint,
  rules: RetentionRules,
  now: Instant,
): string | undefined {
  if (policy !== rules.policy) return `it is of policy ${policy}, not of ${rules.policy}`;
  // Not `< 0`: a moment that cannot be read is no number, and is not past.
  return secondsBetween(takenAt, now) >= 0 ? undefined : `taken at ${takenAt}, and now is ${now}`;
}

/** The policy's points of one database in one region, newest first, for each of these. */
function siblingsIn(
  points: readonly RecoveryPoint[],
  rules: RetentionRules,
  now: Instant,
): readonly (readonly RecoveryPoint[])[] {
  const siblings = new Map<string, RecoveryPoint[]>();
  for (const point of points.filter((one) => !passedOverBecause(one, rules, now))) {
    const where = `${point.database}#${point.region}`;
    siblings.set(where, [...(siblings.get(where) ?? []), point]);
  }
  return [...siblings.values()].map((some) => some.sort((a, b) => oldestFirst(b, a)));
}

function judgeSiblings(siblings: readonly RecoveryPoint[], { retain, keepProven }: RetentionRules) {
  const moments = siblings.map(({ takenAt }) => takenAt);
  const filled = TIERS.map((tier) => ({ tier, slots: filledSlots(tier, retain[tier], moments) }));
  return siblings.map((point, position) => {
    const floor = floorReason(point, siblings, keepProven);
    const reasons = [
      ...(floor ? [floor] : []),
      ...(position === 0 ? [`the newest of ${point.database} in ${point.region}`] : []),
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
  point: RecoveryPoint,
  siblings: readonly RecoveryPoint[],
  keepProven: number,
): string | undefined {
  const where = `${point.database} in ${point.region}`;
  const proven = siblings.filter(({ provenAt }) => provenAt);
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
const oldestFirst = (a: RecoveryPoint, b: RecoveryPoint): number =>
  secondsBetween(b.takenAt, a.takenAt) || byIdentity(a, b);

const byIdentity = (a: RecoveryPoint, b: RecoveryPoint): number => (identityOf(a) < identityOf(b) ? -1 : 1);

const identityOf = ({ id, kind, region, database, takenAt }: RecoveryPoint): string =>
  [id, kind, region, database, takenAt].join('#');
