import type { Instant } from '../instant';
import { collector } from './archive-findings';
import type { ArchiveScan } from './archive-scan';
import { freshRun } from './archived-runs';
import { ownCopy } from './own-copy';
import {
  isWhole,
  parseWalName,
  SEGMENT_NAME_LENGTH,
  segmentIn,
  segmentsPerLog,
  timelineIn,
} from './segment-name';

export interface ArchiveScanner {
  /** Takes one name after the other, in ascending order. Any string will do; it never throws. */
  readonly see: (name: string, bytes?: number, at?: Instant) => void;
  readonly scan: () => ArchiveScan;
}

/** Goes on where a scan ended. It keeps the last run in variables: most names do no more than move its end. */
export function archiveScanner(from: ArchiveScan): ArchiveScanner {
  const { segmentBytes } = from;
  const perLog = segmentsPerLog(segmentBytes);
  const timelines = from.timelines.map(({ timeline, runs }) => ({ timeline, runs: [...runs] }));
  const histories = [...from.histories];
  const found = collector(from.settled);
  let { after, distrustedBecause } = from;
  let timeline = timelines.at(-1)?.timeline ?? 0;
  let { first, last, firstAt, lastAt } = timelines.at(-1)?.runs.pop() ?? freshRun(-1, -1);

  function see(name: string, bytes?: number, at?: Instant): void {
    const named = timelineIn(name);
    const segment = named < 0 ? -1 : segmentIn(name, perLog);
    if (segment < 0 || !isWhole(name)) seeOther(name, named);
    else if (bytes !== undefined && isTruncated(name, bytes)) found.note('truncated', name);
    else if (named === timeline && segment === last) seeAgain(name);
    else if (isBehind(named, segment)) distrust(name);
    else {
      if (named !== timeline || segment !== last + 1) beginRun(named, segment, at);
      last = segment;
      lastAt = at;
      settle(name);
    }
  }

  /** Only plain segments have a known size; but nothing compresses to nothing. */
  const isTruncated = (name: string, bytes: number): boolean =>
    name.length === SEGMENT_NAME_LENGTH ? bytes !== segmentBytes : bytes === 0;

  const isBehind = (named: number, segment: number): boolean =>
    named < timeline || named < (histories.at(-1) ?? 0) || (named === timeline && segment < last);

  function seeAgain(name: string): void {
    if (name === after) return;
    found.note('duplicates', name);
    settle(name);
  }

  function seeOther(name: string, named: number): void {
    const { kind } = parseWalName(name, segmentBytes);
    if (kind === 'history') seeHistory(name, named);
    else if (kind === 'backup') found.noteBackup(name);
    else found.note(kind === 'partial' ? 'partials' : 'foreign', name);
  }

  function seeHistory(name: string, named: number): void {
    const newest = histories.at(-1) ?? 0;
    if (named < newest || named <= timeline) distrust(name);
    else {
      if (named > newest) histories.push(named);
      settle(name);
    }
  }

  function beginRun(named: number, segment: number, at: Instant | undefined): void {
    if (timeline > 0) timelines.at(-1)?.runs.push(freshRun(first, last, firstAt, lastAt && ownCopy(lastAt)));
    if (named !== timeline) timelines.push({ timeline: named, runs: [] });
    timeline = named;
    first = segment;
    firstAt = at && ownCopy(at);
  }

  /** Only what the next walk will not come by again may be counted for good. */
  function settle(name: string): void {
    after = name;
    found.settle();
  }

  function distrust(name: string): void {
    distrustedBecause ??= `${name.slice(0, 80)} was listed after ${after.slice(0, 80)}; expected ascending names, as general purpose buckets list them`;
  }

  function scan(): ArchiveScan {
    const open = timeline > 0 ? [freshRun(first, last, firstAt, lastAt)] : [];
    const newest = timelines.at(-1);
    return {
      segmentBytes,
      after,
      timelines: timelines.map((each) => ({
        timeline: each.timeline,
        runs: each === newest ? [...each.runs, ...open] : [...each.runs],
      })),
      histories: [...histories],
      settled: found.findings('settled'),
      trailing: found.findings('trailing'),
      ...(distrustedBecause && { distrustedBecause }),
    };
  }

  return { see, scan };
}
