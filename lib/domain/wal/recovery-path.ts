import { type ArchiveScan, runsOf } from './archive-scan';
import { clipped, type Gap, gap, joined, type Run } from './archived-runs';
import { segmentAt } from './lsn';
import type { TimelineHistory } from './timeline-history';

interface Leg {
  readonly timeline: number;
  readonly first: number;
  readonly last: number;
}

/**
 * Which timeline's file a recovery reads for each segment. The segment that a switch happens in is the child's: it begins
 * with a copy of what the parent had written, and only the child's goes on. After several switches in one segment the
 * last child's counts.
 */
function legsOf(history: TimelineHistory, segmentBytes: number): Leg[] {
  const firsts = history.legs.map((leg) => segmentAt(leg.from, segmentBytes));
  return history.legs.map(({ timeline }, index) => ({
    timeline,
    first: firsts[index] ?? 0,
    last: (firsts[index + 1] ?? Number.POSITIVE_INFINITY) - 1,
  }));
}

/** The segments that are there for a recovery to the history's timeline, whichever timelines wrote them. */
export const runsAlong = (scan: ArchiveScan, history: TimelineHistory): Run[] =>
  joined(
    legsOf(history, scan.segmentBytes).flatMap(({ timeline, first, last }) =>
      clipped(runsOf(scan, timeline), first, last),
    ),
  );

/** What a recovery misses from one segment to another, by the names it would ask for. */
export function missingAlong(
  history: TimelineHistory,
  { first, last }: Pick<Run, 'first' | 'last'>,
  segmentBytes: number,
): Gap[] {
  const result: Gap[] = [];
  for (const leg of legsOf(history, segmentBytes)) {
    const from = Math.max(first, leg.first);
    const to = Math.min(last, leg.last);
    if (from <= to) result.push(gap(leg.timeline, from, to, segmentBytes));
  }
  return result;
}
