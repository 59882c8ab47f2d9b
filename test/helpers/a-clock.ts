import type { Instant } from '../../lib/domain/instant';
import { at } from './at';

/** A clock that stands still until it is told to go on. */
export function aClock(startSeconds = 0): { now: () => Instant; pass: (seconds: number) => void } {
  let seconds = startSeconds;
  return {
    now: () => at(seconds),
    pass: (more) => {
      seconds += more;
    },
  };
}
