import type { Waiting } from './drill-record';
import { type Instant, secondsAfter, secondsBetween } from './instant';
import { isMoment, latestOf, provenAt, type RecoveryPoint, type WindowPoint } from './recovery-point';

export interface DrillRules {
  readonly region: string;
  /** Scratch instances that the plan pays for in one drill. */
  readonly pointsMost: number;
}

export interface DrillChoice {
  readonly point: RecoveryPoint;
  /** Missing: all that the point has. */
  readonly to?: Instant | undefined;
}

export interface DrillPlan {
  readonly chosen: readonly DrillChoice[];
  readonly waiting: readonly Waiting[];
}

const HOUR = 3600;
/** A window's end is minutes old, and restoring takes hours at most: what reached further back was meant to. */
const LATEST_WITHIN = 6 * HOUR;

/** How many scratch instances fit below the plan's cap, each counted with all the hours that it may live. */
export const pointsMost = (instanceHoursMost: number, scratchExpiresAfterSeconds: number): number =>
  Math.floor((instanceHoursMost * HOUR) / scratchExpiresAfterSeconds);

/**
 * Of every store and kind in the region the newest point, those first that were never proven or longest ago; as many as
 * the plan pays for. The live replica is no part of it: a failover promotes it.
 */
export function drillPlan(points: readonly RecoveryPoint[], rules: DrillRules, now: Instant): DrillPlan {
  const here = points.filter(({ region, kind }) => region === rules.region && kind !== 'live-replica');
  const groups = new Map<string, RecoveryPoint[]>();
  for (const point of here) {
    const key = `${point.store}#${point.kind}`;
    groups.set(key, [...(groups.get(key) ?? []), point]);
  }
  const ordered = [...groups.entries()].sort(
    ([oneKey, one], [otherKey, other]) => lastProof(one) - lastProof(other) || (oneKey < otherKey ? -1 : 1),
  );
  const chosen: DrillChoice[] = [];
  const waiting: Waiting[] = [];
  for (const [, [any, ...rest]] of ordered) {
    if (!any) continue;
    const newest = newestOf([any, ...rest], now);
    const { store, kind } = any;
    if (!newest) {
      waiting.push({ store, kind, because: 'nothing can be recovered from it now' });
    } else if (chosen.length >= rules.pointsMost) {
      waiting.push({
        store,
        kind,
        because: `its turn is another drill: the plan pays for ${rules.pointsMost} scratch instances`,
      });
    } else {
      chosen.push(isMoment(newest) ? { point: newest } : { point: newest, to: momentIn(newest) });
    }
  }
  return { chosen, waiting };
}

/** When any point of the group was last proven; before all time if none ever was. */
const lastProof = (group: readonly RecoveryPoint[]): number =>
  Math.max(0, ...group.map((point) => Date.parse(provenAt(point) ?? '') || 0));

/** The one that reaches furthest, among those that lie in the past. */
function newestOf(group: readonly RecoveryPoint[], now: Instant): RecoveryPoint | undefined {
  const usable = group.flatMap((point) => {
    const moment = latestOf(point);
    return moment !== undefined && secondsBetween(moment, now) >= 0 ? [{ point, moment }] : [];
  });
  return usable
    .toSorted((a, b) => secondsBetween(a.moment, b.moment) || (a.point.id < b.point.id ? -1 : 1))
    .at(0)?.point;
}

/**
 * By turns as far as a window goes, and to a moment inside of it: both are what people ask for. The moment lies between what was
 * proven last and the end of the newest window, so there were heartbeats by then.
 */
function momentIn({ windows, proof }: WindowPoint): Instant | undefined {
  const newest = windows.at(-1);
  const reached = proof?.outcome === 'proven' ? proof.recoveredTo : undefined;
  if (!newest || !proof || reached === undefined) return undefined;
  const wasLatest = secondsBetween(reached, proof.at) < LATEST_WITHIN;
  const from = secondsBetween(reached, newest.from) > 0 ? newest.from : reached;
  const length = secondsBetween(from, newest.to);
  return wasLatest && length > 2 * LATEST_WITHIN ? secondsAfter(from, Math.floor(length / 2)) : undefined;
}
