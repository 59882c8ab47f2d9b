import { addedFindings } from './archive-findings';
import { type ArchivedTimeline, type ArchiveScan, emptyScan } from './archive-scan';
import { joined } from './archived-runs';
import { segmentName } from './segment-name';

/** A part of an archive, by its names: from the first one that is not smaller up to, not including, the other. */
export interface NameRange {
  readonly from: string;
  readonly before?: string | undefined;
}

/** Fifty pages, some five seconds: below that another walk beside it saves less than it costs to explain. */
const SEGMENTS_WORTH_A_WALK = 50_000;
/** As many pages are in memory at once, of about half a megabyte each; and S3 admits 5,500 such calls a second. */
const RANGES_MOST = 8;

/**
 * How to walk a whole archive by several walks at once. S3 cannot tell where an archive ends or how many timelines it
 * has, but the last walk can: its segments are cut into equal shares, across all timelines. What came since lies behind the
 * last cut, and no cut parts the forms of one segment. Without a last walk there is one range.
 */
export function rangesOf({ timelines, segmentBytes }: ArchiveScan): NameRange[] {
  const runs = timelines.flatMap(({ timeline, runs }) => runs.map((run) => ({ timeline, ...run })));
  const total = runs.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  const ranges = Math.min(RANGES_MOST, Math.max(1, Math.ceil(total / SEGMENTS_WORTH_A_WALK)));
  const cuts: string[] = [];
  let seen = 0;
  for (const { timeline, first, last } of runs) {
    const count = last - first + 1;
    for (let next = share(cuts.length); next < seen + count; next = share(cuts.length)) {
      cuts.push(segmentName(timeline, first + next - seen, segmentBytes));
    }
    seen += count;
  }
  return ['', ...cuts].map((from, index) => ({ from, before: cuts[index] }));

  function share(cutsMade: number): number {
    return cutsMade + 1 < ranges ? Math.floor((total * (cutsMade + 1)) / ranges) : Number.POSITIVE_INFINITY;
  }
}

/** The scans of ranges, in the order of their names, as the one that a single walk would have made. */
export const joinedScan = (scans: readonly ArchiveScan[], segmentBytes: number): ArchiveScan =>
  scans.reduce(followed, emptyScan(segmentBytes));

function followed(before: ArchiveScan, next: ArchiveScan): ArchiveScan {
  const distrustedBecause = before.distrustedBecause ?? next.distrustedBecause;
  // What trailed before is settled by the first name behind it that settles anything.
  const trailed = addedFindings(before.settled, before.trailing);
  const isSettled = next.after !== '';
  return {
    segmentBytes: before.segmentBytes,
    after: isSettled ? next.after : before.after,
    timelines: joinedTimelines(before.timelines, next.timelines),
    histories: [...before.histories, ...next.histories],
    settled: isSettled ? addedFindings(trailed, next.settled) : before.settled,
    trailing: isSettled ? next.trailing : addedFindings(before.trailing, next.trailing),
    ...(distrustedBecause && { distrustedBecause }),
  };
}

function joinedTimelines(
  before: readonly ArchivedTimeline[],
  next: readonly ArchivedTimeline[],
): ArchivedTimeline[] {
  const runs = new Map(before.map(({ timeline, runs }) => [timeline, runs]));
  for (const { timeline, runs: more } of next) {
    runs.set(timeline, joined([...(runs.get(timeline) ?? []), ...more]));
  }
  return [...runs].map(([timeline, each]) => ({ timeline, runs: each }));
}
