import { type Instant, secondsBetween } from '../instant';
import type { ArchiveScan } from './archive-scan';

/** Where the next check of an archive goes on. Plain JSON. */
export interface ArchiveCheckpoint {
  readonly scan: ArchiveScan;
  /** When the last walk through all of it began. */
  readonly walkedAt: Instant;
  /** Contents of the labels of base backups and of timeline histories, which never change, by name. */
  readonly read: Readonly<Record<string, string>>;
}

/** What is kept instead of a checkpoint that is too large to keep. */
export interface LostCheckpoint {
  readonly lostBecause: string;
}

/** A hole behind the checkpoint is seen by the next whole walk: at most a day late, for 0.005 USD per million names and walk. */
const WHOLE_WALK_EVERY_SECONDS = 86_400;

/** The reason to walk through all of an archive instead of what is new in it, or nothing. */
export function wholeWalkBecause(
  known: ArchiveCheckpoint | LostCheckpoint | undefined,
  segmentBytes: number,
  now: Instant,
): string | undefined {
  if (!known) return 'no earlier walk is on record';
  if ('lostBecause' in known) return known.lostBecause;
  const { scan, walkedAt } = known;
  if (scan.segmentBytes !== segmentBytes) {
    return `the segment size was ${scan.segmentBytes} and is ${segmentBytes} bytes`;
  }
  if (scan.distrustedBecause) return `the last walk cannot be trusted: ${scan.distrustedBecause}`;
  const age = secondsBetween(walkedAt, now);
  // Not `>`: a time that cannot be read is no number, and is no reason to go on from there.
  if (!(age >= 0 && age < WHOLE_WALK_EVERY_SECONDS))
    return `the last walk through all of it began at ${walkedAt}`;
  return undefined;
}
