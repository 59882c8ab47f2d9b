import type { Drilled } from './drill-record';

/**
 * The reason why a drill failed, or nothing: it disproved a point, or it had points and proved none. One that could not
 * restore some of its points, and proved others, did its work; the rest has its turn first in the next.
 */
export function drillFailedBecause(drilled: readonly Drilled[]): string | undefined {
  const those = (outcome: Drilled['outcome']) => drilled.filter((one) => one.outcome === outcome);
  const disproven = those('disproven');
  if (disproven.length > 0) {
    return `${disproven.length} of ${drilled.length} recovery points are disproven: ${inWords(disproven)}`;
  }
  if (drilled.length === 0 || those('proven').length > 0) return undefined;
  return `none of ${drilled.length} recovery points was proven: ${inWords(drilled)}`;
}

const inWords = (drilled: readonly Drilled[]): string =>
  drilled.map(({ store, kind, point, because }) => `${kind} ${point} of ${store}: ${because}`).join('; ');
