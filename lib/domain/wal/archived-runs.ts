import type { Instant } from '../instant';
import { segmentName } from './segment-name';

/** Segments without a gap, both ends included, and when the two at its ends were archived, where that is known. */
export interface Run {
  readonly first: number;
  readonly last: number;
  readonly firstAt?: Instant | undefined;
  readonly lastAt?: Instant | undefined;
}

/** Segments of one timeline that ought to be there and are not. */
export interface Gap {
  readonly timeline: number;
  readonly first: number;
  readonly last: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly count: number;
}

export function gap(timeline: number, first: number, last: number, segmentBytes: number): Gap {
  return {
    timeline,
    first,
    last,
    firstName: segmentName(timeline, first, segmentBytes),
    lastName: segmentName(timeline, last, segmentBytes),
    count: last - first + 1,
  };
}

/** Runs in ascending order that neither touch nor overlap, made from any. */
export function joined(runs: readonly Run[]): Run[] {
  const result: Run[] = [];
  for (const run of runs.toSorted((a, b) => a.first - b.first || a.last - b.last)) {
    const previous = result.at(-1);
    if (!previous || run.first > previous.last + 1) result.push(run);
    else if (run.last > previous.last) {
      result[result.length - 1] = freshRun(previous.first, run.last, previous.firstAt, run.lastAt);
    }
  }
  return result;
}

/** What of the runs lies from `first` to `last`. When the segment at a cut was archived is not known. */
export function clipped(runs: readonly Run[], first: number, last: number): Run[] {
  const result: Run[] = [];
  for (const run of runs) {
    if (run.last < first || run.first > last) continue;
    const firstAt = run.first >= first ? run.firstAt : undefined;
    const lastAt = run.last <= last ? run.lastAt : undefined;
    result.push(freshRun(Math.max(run.first, first), Math.min(run.last, last), firstAt, lastAt));
  }
  return result;
}

/** Unknown times are left out, so that a run is the same before and after it was stored as JSON. */
export const freshRun = (first: number, last: number, firstAt?: Instant, lastAt?: Instant): Run => ({
  first,
  last,
  ...(firstAt && { firstAt }),
  ...(lastAt && { lastAt }),
});
