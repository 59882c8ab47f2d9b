import { type Instant, secondsAfter } from './instant';
import type { Stretch as TimedStretch } from './recovery-point';
import { type ArchiveScan, findingsOf, latestTimeline } from './wal/archive-scan';
import { type BaseBackup, parseBackupHistory } from './wal/base-backup';
import { type Coverage, coverageOf } from './wal/coverage';
import { coverageInWords, holeInWords } from './wal/coverage-in-words';
import { historyName } from './wal/segment-name';
import { parseTimelineHistory, type TimelineHistory, withoutAncestors } from './wal/timeline-history';

/** What a recovery from an archive can reach, by the clock. */
export interface ArchiveCoverage {
  readonly windows: readonly TimedStretch[];
  /** A sentence for each. */
  readonly holes: readonly string[];
  readonly inWords: string;
  /** Base backups that nothing can be recovered from, each with its reason. */
  readonly unusable: readonly string[];
  /** Set when it is not known up to when it reaches. */
  readonly unknownBecause?: string | undefined;
}

/** Three months of daily ones. The first recoverable moment may be named too late by looking at no more, never too early. */
const BACKUPS_MOST = 100;

/** The labels and histories that have to be read to tell what a scan covers. */
export function namesToRead(scan: ArchiveScan): string[] {
  const timeline = latestTimeline(scan);
  const histories = timeline && scan.histories.includes(timeline) ? [historyName(timeline)] : [];
  return [...findingsOf(scan).backups.slice(-BACKUPS_MOST), ...histories];
}

/** The base backup that a label is about, or why it is of no use. */
export function labelledBackups(read: Readonly<Record<string, string>>): {
  readonly backups: readonly BaseBackup[];
  readonly unreadable: readonly string[];
} {
  const readings = Object.entries(read)
    .filter(([name]) => name.includes('.backup'))
    .map(([name, contents]) => ({ name, reading: parseBackupHistory(contents) }));
  return {
    backups: readings.flatMap(({ reading }) => (reading.outcome === 'read' ? [reading.backup] : [])),
    unreadable: readings.flatMap(({ name, reading }) =>
      reading.outcome === 'unreadable' ? [`${name}: ${reading.because}`] : [],
    ),
  };
}

/** @param backups those of which the data is there as well as the label */
export function archiveCoverage(
  scan: ArchiveScan,
  read: Readonly<Record<string, string>>,
  backups: readonly BaseBackup[],
): ArchiveCoverage {
  const timeline = latestTimeline(scan);
  if (!timeline) return nothing('no segment is in the archive');
  const history = historyOf(scan, timeline, read[historyName(timeline)]);
  if (typeof history === 'string') return nothing(history);
  const coverage = coverageOf(scan, history, backups);
  const newest = coverage.windows.at(-1);
  return {
    windows: coverage.windows.flatMap(timed),
    holes: [...coverage.holes.map(holeInWords), ...(newest ? [] : [coverageInWords(coverage)])],
    inWords: coverageInWords(coverage),
    unusable: unusableOf(coverage),
    ...(newest &&
      timed(newest).length === 0 && {
        unknownBecause: `when ${coverageInWords(coverage)} was written is not known`,
      }),
  };
}

const nothing = (because: string): ArchiveCoverage => ({
  windows: [],
  holes: [because],
  inWords: because,
  unusable: [],
});

function historyOf(
  { histories }: ArchiveScan,
  timeline: number,
  contents: string | undefined,
): TimelineHistory | string {
  if (!histories.includes(timeline)) return withoutAncestors(timeline);
  if (contents === undefined) return `${historyName(timeline)} is in the archive and could not be read`;
  const reading = parseTimelineHistory(timeline, contents);
  return reading.outcome === 'read' ? reading.history : reading.because;
}

/** The label cuts the second off in which the backup had stopped: only behind it is everything there. */
const timed = ({ fromAt, toAt }: { fromAt?: Instant; toAt?: Instant }): TimedStretch[] =>
  fromAt && toAt && secondsAfter(fromAt, 1) <= toAt ? [{ from: secondsAfter(fromAt, 1), to: toAt }] : [];

const unusableOf = ({ backups }: Coverage): string[] =>
  backups.flatMap((each) =>
    each.outcome === 'covers' ? [] : [`base backup "${each.backup.label}": ${each.because}`],
  );
