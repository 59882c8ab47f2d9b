import type { ArchiveListing, Folder } from '../../lib/aws/archive-listing';
import type { Instant } from '../../lib/domain/instant';
import {
  type ArchiveCheckpoint,
  type LostCheckpoint,
  wholeWalkBecause,
} from '../../lib/domain/wal/archive-checkpoint';
import { joinedScan, rangesOf } from '../../lib/domain/wal/archive-ranges';
import { type ArchiveScan, emptyScan, gapsIn } from '../../lib/domain/wal/archive-scan';
import { listingOf, rescanned, scanArchive } from '../../lib/domain/wal/archive-walk';

/** The newest gaps may still be filled by uploads under way; older ones wait for the whole walk. A call each. */
const GAPS_LOOKED_AT = 20;

export interface Walk {
  readonly scan: ArchiveScan;
  readonly walkedAt: Instant;
  /** Set when all of it was walked. */
  readonly wholeWalkBecause?: string | undefined;
}

interface Settings {
  readonly folder: Folder;
  readonly segmentBytes: number;
  readonly now: Instant;
}

/** Walks what came since the checkpoint, or all of it when there is a reason to. */
export async function walkArchive(
  listing: ArchiveListing,
  known: ArchiveCheckpoint | LostCheckpoint | undefined,
  { folder, segmentBytes, now }: Settings,
): Promise<Walk> {
  const because = wholeWalkBecause(known, segmentBytes, now);
  if (known && 'scan' in known && !because) {
    const scan = await scanArchive(known.scan, listing.behind(folder, known.scan.after));
    // Names that came out of order spoil a walk that went on, and not the archive.
    if (!scan.distrustedBecause)
      return { scan: await lookedAgain(listing, folder, scan), walkedAt: known.walkedAt };
  }
  const last = known && 'scan' in known && known.scan.segmentBytes === segmentBytes ? known.scan : undefined;
  const ranges = rangesOf(last ?? emptyScan(segmentBytes));
  const scans = await Promise.all(
    ranges.map((range) => scanArchive(emptyScan(segmentBytes), listing.within(folder, range))),
  );
  return {
    scan: joinedScan(scans, segmentBytes),
    walkedAt: now,
    wholeWalkBecause: because ?? 'names came out of order behind the checkpoint',
  };
}

async function lookedAgain(listing: ArchiveListing, folder: Folder, scan: ArchiveScan): Promise<ArchiveScan> {
  let result = scan;
  for (const gap of gapsIn(scan).slice(-GAPS_LOOKED_AT)) {
    const { after, before } = listingOf(gap);
    for await (const page of listing.behind(folder, after, before)) result = rescanned(result, gap, page);
  }
  return result;
}
