import { type ArchivedObject, type ArchiveScan, emptyScan, runsOf } from './archive-scan';
import { archiveScanner } from './archive-scanner';
import { clipped, type Gap, joined } from './archived-runs';

/**
 * Walks an archive in the order in which S3 lists it, page by page, from behind `from.after`. Ends at the first name that
 * sorts behind everything that can be WAL: a million foreign objects there are counted as one, and not even listed.
 *
 * What appears behind the walk's back, in a gap or before `after`, a later walk does not see: `rescanned` looks there
 * again. A whole walk, from `emptyScan`, also sees what retention has removed and late `.backup` files; one a day will do.
 */
export async function scanArchive(
  from: ArchiveScan,
  pages: AsyncIterable<readonly ArchivedObject[]>,
): Promise<ArchiveScan> {
  const scanner = archiveScanner(from);
  for await (const page of pages) {
    for (const { name, bytes, at } of page) {
      scanner.see(name, bytes, at);
      if (name >= BEHIND_ALL_WAL) return scanner.scan();
    }
  }
  return scanner.scan();
}

/** Names of WAL begin with a hexadecimal digit in capitals. */
const BEHIND_ALL_WAL = 'G';

/**
 * The part of the listing that shows what a gap holds by now: from behind `after`, while names sort before `before`.
 * Archivers that upload in parallel fill gaps late, and the last segments of an old timeline may come after the history
 * of the new one, which PostgreSQL archives first.
 */
export const listingOf = ({
  firstName,
  lastName,
}: Gap): { readonly after: string; readonly before: string } => ({
  // One digit short sorts before the name and all its compressions; `/` sorts behind the dots after it.
  after: firstName.slice(0, -1),
  before: `${lastName}/`,
});

/** The scan with the segments that were found in a gap when it was listed again. All else stays as it was. */
export function rescanned(scan: ArchiveScan, hole: Gap, objects: Iterable<ArchivedObject>): ArchiveScan {
  const scanner = archiveScanner(emptyScan(scan.segmentBytes));
  for (const { name, bytes, at } of objects) scanner.see(name, bytes, at);
  const again = scanner.scan();
  if (again.distrustedBecause) return { ...scan, distrustedBecause: again.distrustedBecause };
  const { timeline } = hole;
  const found = clipped(runsOf(again, timeline), hole.first, hole.last);
  if (found.length === 0) return scan;
  const others = scan.timelines.filter((other) => other.timeline !== timeline);
  const mended = { timeline, runs: joined([...runsOf(scan, timeline), ...found]) };
  return { ...scan, timelines: [...others, mended].toSorted((a, b) => a.timeline - b.timeline) };
}
