import type { Instant } from '../domain/instant';
import { inUtc } from '../page/words';
import { ago, timeInUtc } from '../status/moments';

/** A moment as its age, and as what clocks show; with the day where that is not today. */
export function when(moment: Instant, now: Instant): string {
  const isToday = moment.slice(0, 10) === now.slice(0, 10);
  return `${ago(moment, now)}, ${isToday ? timeInUtc(moment) : inUtc(moment)}`;
}

export const whenKnown = (moment: Instant | undefined, now: Instant): string =>
  moment === undefined ? 'unknown' : when(moment, now);
