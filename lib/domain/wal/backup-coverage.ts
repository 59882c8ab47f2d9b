import type { Gap, Run } from './archived-runs';
import type { BaseBackup } from './base-backup';
import { byteAt, segmentAt, segmentBefore } from './lsn';
import { missingAlong } from './recovery-path';
import type { TimelineHistory } from './timeline-history';

/** Where a base backup lies in the archive: the run that replays it, or why it covers nothing. */
export type Footing =
  | { readonly outcome: 'covers'; readonly run: Run }
  | { readonly outcome: 'covers-nothing'; readonly because: string };

/**
 * A base backup is replayed from its start until the first hole, along the timelines of the history. It counts only if
 * all WAL from its start to its stop is there, and if the history had not left its timeline before it stopped.
 */
export function footingOf(
  backup: BaseBackup,
  runs: readonly Run[],
  history: TimelineHistory,
  segmentBytes: number,
): Footing {
  const leg = history.legs.find(({ timeline }) => timeline === backup.timeline);
  if (!leg) return nothing(`timeline ${backup.timeline} is no ancestor of timeline ${history.timeline}`);
  if (byteAt(backup.startLsn) < byteAt(leg.from)) {
    return nothing(`it starts at ${backup.startLsn}, before timeline ${leg.timeline} began at ${leg.from}`);
  }
  if (leg.to && byteAt(backup.stopLsn) > byteAt(leg.to)) {
    return nothing(`it stopped at ${backup.stopLsn}, after timeline ${leg.timeline} was left at ${leg.to}`);
  }
  const first = segmentAt(backup.startLsn, segmentBytes);
  const last = segmentBefore(backup.stopLsn, segmentBytes);
  const run = runs.find((each) => each.first <= first && each.last >= last);
  if (run) return { outcome: 'covers', run };
  const [missing] = missingWithin(runs, { first, last }, history, segmentBytes);
  return nothing(`it needs ${missing?.firstName} to become consistent, which is not in the archive`);
}

/** What is missing of a range, oldest first. */
export function missingWithin(
  runs: readonly Run[],
  { first, last }: Pick<Run, 'first' | 'last'>,
  history: TimelineHistory,
  segmentBytes: number,
): Gap[] {
  const result: Gap[] = [];
  let next = first;
  for (const run of runs) {
    if (run.last < next || run.first > last) continue;
    result.push(...missingAlong(history, { first: next, last: run.first - 1 }, segmentBytes));
    next = run.last + 1;
  }
  return [...result, ...missingAlong(history, { first: next, last }, segmentBytes)];
}

const nothing = (because: string): Footing => ({ outcome: 'covers-nothing', because });
