import type { Instant } from '../instant';
import type { ArchiveScan } from './archive-scan';
import type { Gap, Run } from './archived-runs';
import { footingOf, missingWithin } from './backup-coverage';
import type { BaseBackup } from './base-backup';
import { byteAt, type Lsn, startOfSegment } from './lsn';
import { runsAlong } from './recovery-path';
import type { TimelineHistory } from './timeline-history';

/**
 * A stretch of WAL from one place up to another. Its times, where known: when the base backup at its beginning had
 * stopped, and when its last segment was archived, which is at most the upload later than the newest commit in it.
 */
export interface Stretch {
  readonly from: Lsn;
  readonly to: Lsn;
  readonly fromAt?: Instant;
  readonly toAt?: Instant;
}

/** What cannot be recovered to although something older can: a gap, and all after it until the next base backup. */
export interface Hole extends Stretch {
  readonly missing: readonly Gap[];
}

export type BackupCoverage =
  | { readonly outcome: 'covers'; readonly backup: BaseBackup; readonly window: Stretch }
  | { readonly outcome: 'covers-nothing'; readonly backup: BaseBackup; readonly because: string };

/** Recoverable from the first window's beginning to the end of the newest segment, except the holes. */
export interface Coverage {
  readonly timeline: number;
  /** In ascending order. None: nothing can be recovered. */
  readonly windows: readonly Stretch[];
  readonly holes: readonly Hole[];
  /** In the order given. */
  readonly backups: readonly BackupCoverage[];
}

/** What can be recovered to a timeline, given how the WAL leads there. */
export function coverageOf(
  scan: ArchiveScan,
  history: TimelineHistory,
  baseBackups: readonly BaseBackup[],
): Coverage {
  const { timeline } = history;
  const { segmentBytes, distrustedBecause: because } = scan;
  if (because) {
    const backups = baseBackups.map((backup) => ({ outcome: 'covers-nothing' as const, backup, because }));
    return { timeline, windows: [], holes: [], backups };
  }
  const runs = runsAlong(scan, history);
  const deepest = new Map<Run, Stretch>();
  const backups = baseBackups.map((backup): BackupCoverage => {
    const footing = footingOf(backup, runs, history, segmentBytes);
    if (footing.outcome === 'covers-nothing') return { ...footing, backup };
    const window = windowOf(backup, footing.run, segmentBytes);
    const known = deepest.get(footing.run);
    if (!known || byteAt(window.from) < byteAt(known.from)) deepest.set(footing.run, window);
    return { outcome: 'covers', backup, window };
  });
  const covered = runs.flatMap((run) => {
    const window = deepest.get(run);
    return window ? [{ run, window }] : [];
  });
  const holes = holesBehind(covered, runs.at(-1), segmentBytes).map(({ behind, until, stretch }) => ({
    ...stretch,
    missing: missingWithin(runs, { first: behind.last + 1, last: until.first - 1 }, history, segmentBytes),
  }));
  return { timeline, windows: covered.map(({ window }) => window), holes, backups };
}

const windowOf = ({ stopLsn, stoppedAt }: BaseBackup, run: Run, segmentBytes: number): Stretch =>
  stretch(stopLsn, endOf(run, segmentBytes), stoppedAt, run.lastAt);

interface Covered {
  readonly run: Run;
  readonly window: Stretch;
}

/** A hole behind each window but the last, and behind that one too when newer segments lie beyond a gap. */
function holesBehind(covered: readonly Covered[], newest: Run | undefined, segmentBytes: number) {
  return covered.flatMap(({ run: behind, window }, index) => {
    const next = covered[index + 1];
    if (next) {
      const { from, fromAt } = next.window;
      return [{ behind, until: next.run, stretch: stretch(window.to, from, window.toAt, fromAt) }];
    }
    if (!newest || newest === behind) return [];
    const to = endOf(newest, segmentBytes);
    return [{ behind, until: newest, stretch: stretch(window.to, to, window.toAt, newest.lastAt) }];
  });
}

const endOf = (run: Run, segmentBytes: number): Lsn => startOfSegment(run.last + 1, segmentBytes);

const stretch = (from: Lsn, to: Lsn, fromAt?: Instant, toAt?: Instant): Stretch => ({
  from,
  to,
  ...(fromAt && { fromAt }),
  ...(toAt && { toAt }),
});
