import { type Instant, secondsBetween } from './instant';
import { isMoment, latestOf, type MomentPoint, type RecoveryPoint, type WindowPoint } from './recovery-point';

export type Reach =
  /** `moment` is what it would bring back: the moment asked for, or as close before it as the point has. */
  | { readonly outcome: 'reaches'; readonly moment: Instant }
  | { readonly outcome: 'does not'; readonly because: string };

interface Asked {
  readonly kind?: RecoveryPoint['kind'] | undefined;
  readonly point?: string | undefined;
  readonly to?: Instant | undefined;
  readonly now: Instant;
}

/**
 * Whether a point can be recovered to a moment. A window can, exactly, if the moment lies in it. A point of one moment brings
 * back an earlier one, and so will do where it was asked for as such, or where the store has no windows at all.
 */
export function reachOf(
  point: RecoveryPoint,
  { kind, point: id, to, now }: Asked,
  all: readonly RecoveryPoint[],
): Reach {
  if (!isMoment(point)) return windowReach(point, to);
  // Not `< 0`: a time that cannot be read is no number, and is not past.
  if (!(secondsBetween(point.takenAt, now) >= 0)) {
    return { outcome: 'does not', because: `it is dated ${point.takenAt}, and now is ${now}` };
  }
  const isExact = kind === undefined && id === undefined && all.some((other) => !isMoment(other));
  return momentReach(point, to, isExact);
}

function momentReach({ takenAt, kind }: MomentPoint, to: Instant | undefined, isExact: boolean): Reach {
  if (to === undefined) return { outcome: 'reaches', moment: takenAt };
  const gap = secondsBetween(takenAt, to);
  if (gap < 0) return { outcome: 'does not', because: `it was taken later, at ${takenAt}` };
  if (isExact && gap > 0) {
    return {
      outcome: 'does not',
      because: `it holds ${takenAt} alone, ${gap} s earlier; ask for kind ${kind} if that will do`,
    };
  }
  return { outcome: 'reaches', moment: takenAt };
}

function windowReach(point: WindowPoint, to: Instant | undefined): Reach {
  const { windows, holes } = point;
  const oldest = windows.at(0);
  const newest = latestOf(point);
  if (!oldest || !newest) {
    return { outcome: 'does not', because: ['nothing can be recovered from it now', ...holes].join(': ') };
  }
  if (to === undefined) return { outcome: 'reaches', moment: newest };
  if (secondsBetween(oldest.from, to) < 0) {
    return { outcome: 'does not', because: `it begins at ${oldest.from}` };
  }
  if (secondsBetween(newest, to) > 0) {
    const beyond = holes[windows.length - 1];
    return {
      outcome: 'does not',
      because: `it has nothing newer than ${newest}${beyond ? ` (${beyond})` : ''}`,
    };
  }
  const behind = windows.findLastIndex(({ from }) => secondsBetween(from, to) >= 0);
  if (secondsBetween(to, windows[behind]?.to ?? newest) >= 0) return { outcome: 'reaches', moment: to };
  return {
    outcome: 'does not',
    because: `${to} lies in a hole from ${windows[behind]?.to} to ${windows[behind + 1]?.from} (${holes[behind] ?? 'nobody said why'})`,
  };
}
