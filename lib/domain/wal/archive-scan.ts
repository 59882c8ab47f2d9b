import type { Instant } from '../instant';
import { addedFindings, type Findings, NO_FINDINGS } from './archive-findings';
import { type Gap, gap, type Run } from './archived-runs';
import type { NewestSegment } from './primary-sightings';

/** One object as a listing shows it: its name without any folder before it, its size, and when it was written. */
export interface ArchivedObject {
  readonly name: string;
  readonly bytes?: number | undefined;
  readonly at?: Instant | undefined;
}

/** The segments of one timeline that are there, in ascending order; never none. */
export interface ArchivedTimeline {
  readonly timeline: number;
  readonly runs: readonly Run[];
}

/**
 * What a walk through an archive found, and where the next one goes on. Plain JSON. It grows with the gaps, the
 * timelines and the base backups, never with the segments.
 */
export interface ArchiveScan {
  readonly segmentBytes: number;
  /**
   * List from behind this name next time. It is the last whole segment or history, not the last name: a foreign name may
   * sort behind every segment to come, and a `.partial` behind the segment that will take its place.
   */
  readonly after: string;
  /** In ascending order. */
  readonly timelines: readonly ArchivedTimeline[];
  /** The timelines whose `.history` file is there, in ascending order. */
  readonly histories: readonly number[];
  /** What else was found up to `after`. */
  readonly settled: Findings;
  /** What else was found behind `after`: the next walk comes by it again. */
  readonly trailing: Findings;
  /** Set when names did not come in order. Then nothing here is to be trusted, nor to be gone on from. */
  readonly distrustedBecause?: string;
}

export const emptyScan = (segmentBytes: number): ArchiveScan => ({
  segmentBytes,
  after: '',
  timelines: [],
  histories: [],
  settled: NO_FINDINGS,
  trailing: NO_FINDINGS,
});

export const findingsOf = ({ settled, trailing }: ArchiveScan): Findings => addedFindings(settled, trailing);

/** What is missing between the first and the last segment of each timeline, whether a recovery needs it or not. */
export const gapsIn = ({ timelines, segmentBytes }: ArchiveScan): Gap[] =>
  timelines.flatMap(({ timeline, runs }) =>
    runs
      .slice(1)
      .map((run, index) => gap(timeline, (runs[index]?.last ?? 0) + 1, run.first - 1, segmentBytes)),
  );

/** The newest timeline that left a trace, which is where a recovery to `latest` leads. */
export const latestTimeline = ({ timelines, histories }: ArchiveScan): number | undefined => {
  const newest = Math.max(timelines.at(-1)?.timeline ?? 0, histories.at(-1) ?? 0);
  return newest === 0 ? undefined : newest;
};

/**
 * The newest whole segment of a timeline, for `freshnessOf`. It says nothing of gaps before it: those are holes of the
 * coverage, and an archive with a hole in its last window is not saved by being fresh.
 */
export function newestSegment(scan: ArchiveScan, timeline: number): NewestSegment | undefined {
  const run = runsOf(scan, timeline).at(-1);
  return run && { timeline, segment: run.last, at: run.lastAt };
}

export const runsOf = ({ timelines }: ArchiveScan, timeline: number): readonly Run[] =>
  timelines.find((archived) => archived.timeline === timeline)?.runs ?? [];
