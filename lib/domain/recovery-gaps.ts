import { type Instant, secondsBetween } from './instant';
import { nameOf, type Offer } from './recovery-offer';
import { latestOf, type RecoveryPoint } from './recovery-point';

/** A recovery point, and what it is worth in the case at hand. */
export interface Considered {
  readonly point: RecoveryPoint;
  readonly offer: Offer;
}

/** Without a way, why nothing is one; with one, what cannot be told, and what was found unusable and is newer. */
export function gapsIn(store: string, considered: readonly Considered[], best?: Instant): readonly string[] {
  if (considered.length === 0) return [`no recovery point of ${store} is recorded`];
  return newestOfEachKind(
    considered.filter(({ point, offer }) => {
      if (offer.state === 'usable') return false;
      if (offer.state === 'unknown' || best === undefined) return true;
      const newest = latestOf(point) ?? point.recordedAt;
      return point.proof?.outcome === 'disproven' && secondsBetween(best, newest) > 0;
    }),
  );
}

/** Hundreds may share one fault: of each kind and region, what is said of the newest. */
export function newestOfEachKind(considered: readonly Considered[]): readonly string[] {
  const newest = new Map<string, string>();
  const newestFirst = considered.toSorted(
    (a, b) =>
      secondsBetween(latestOf(a.point) ?? a.point.recordedAt, latestOf(b.point) ?? b.point.recordedAt) ||
      (nameOf(a.point) < nameOf(b.point) ? -1 : 1),
  );
  for (const { point, offer } of newestFirst) {
    const kind = `${point.kind} ${point.region}`;
    if (offer.state !== 'usable' && !newest.has(kind)) newest.set(kind, offer.because);
  }
  return [...newest.values()];
}
