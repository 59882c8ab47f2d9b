import type { ArchiveListing } from '../../lib/aws/archive-listing';
import type { Ledger } from '../../lib/aws/ledger';
import type { ObjectHeads } from '../../lib/aws/object-heads';
import type { ObjectTexts } from '../../lib/aws/object-texts';
import { type ArchiveCoverage, archiveCoverage, namesToRead } from '../../lib/domain/archive-coverage';
import type { Instant } from '../../lib/domain/instant';
import type { WindowPoint } from '../../lib/domain/recovery-point';
import { archiveReport } from '../../lib/domain/wal/archive-report';
import { type ArchiveScan, latestTimeline, newestSegment } from '../../lib/domain/wal/archive-scan';
import { freshnessOf } from '../../lib/domain/wal/freshness';
import { archivePaceSeconds, type ProviderSighting } from '../../lib/domain/wal-verdict';
import { type Deployment, placeOf } from '../../lib/plan/deployment';
import type { WalArchive } from '../../lib/plan/plan';
import { type ArchivePlace, backupsThere, readNames } from './read-labels';
import { walkArchive } from './walk-archive';

interface Deps {
  readonly deployment: Deployment;
  readonly region: string;
  readonly ledger: Pick<
    Ledger,
    'walCheckpoint' | 'writeWalCheckpoint' | 'writeWalReport' | 'recordRecoveryPoint'
  >;
  readonly listing: ArchiveListing;
  readonly objects: ObjectHeads & ObjectTexts;
  readonly now: () => Instant;
}

const MEGABYTE = 2 ** 20;

/**
 * State CheckWalArchives of `wal-check`: the archives of this region's buckets. Writes checkpoint, report and recovery
 * point of each; interrupted anywhere, the next check goes on at the last checkpoint or begins anew. An archive that
 * cannot be read is unknown, and keeps no other from being checked.
 */
export const checkWalArchives =
  (deps: Deps) => async (): Promise<{ sightings: readonly ProviderSighting[] }> => ({
    sightings: await Promise.all(
      deps.deployment.walArchives.map(async (archive) => {
        const seen = { store: archive.id, provider: 'wal-archive' as const, region: deps.region };
        const paceSeconds = archivePaceSeconds(archive.archiveTimeout);
        try {
          return { ...seen, paceSeconds, ...(await checkArchive(deps, archive)) };
        } catch (error) {
          return { ...seen, paceSeconds, holes: [], unknownBecause: (error as Error).message };
        }
      }),
    ),
  });

async function checkArchive(
  deps: Deps,
  archive: WalArchive,
): Promise<Pick<ProviderSighting, 'latest' | 'holes' | 'unknownBecause'>> {
  const { deployment, region, ledger, listing, objects } = deps;
  const now = deps.now();
  const place = { bucket: archive.buckets[placeOf(deployment, region)], prefix: archive.prefix };
  const folder = { bucket: place.bucket, prefix: `${place.prefix}wal/` };
  const segmentBytes = archive.segmentMegabytes * MEGABYTE;

  const known = await ledger.walCheckpoint(archive.id, region);
  const walk = await walkArchive(listing, known, { folder, segmentBytes, now });
  const reading = { names: namesToRead(walk.scan), known: known && 'read' in known ? known.read : {} };
  const read = await readNames(objects, place, reading);
  const { backups, unusable } = await backupsThere(objects, place, read);
  const coverage = archiveCoverage(walk.scan, read, backups);

  const { scan, walkedAt, wholeWalkBecause } = walk;
  await ledger.writeWalCheckpoint(archive.id, region, { scan, walkedAt, read });
  const about = { archive: archive.id, region, checkedAt: now, wholeWalkBecause };
  const words = { inWords: coverage.inWords, unusable: [...unusable, ...coverage.unusable] };
  await ledger.writeWalReport(archiveReport(about, { scan, walkedAt, read }, words));
  await ledger.recordRecoveryPoint(pointOf(archive, region, { place, coverage, now }));
  return {
    latest: coverage.windows.at(-1)?.to,
    holes: coverage.holes,
    unknownBecause: coverage.unknownBecause ?? doubtBecause(scan, { deployment, archive, now }),
  };
}

const pointOf = (
  { id }: WalArchive,
  region: string,
  { place, coverage, now }: { place: ArchivePlace; coverage: ArchiveCoverage; now: Instant },
): WindowPoint => ({
  id,
  kind: 'wal-archive',
  store: id,
  region,
  arn: `arn:aws:s3:::${place.bucket}/${place.prefix}`,
  windows: coverage.windows,
  holes: coverage.holes,
  recordedAt: now,
});

/** Nobody sees where the primary of such an archive stands: that nothing comes may mean that nothing is written. */
function doubtBecause(
  scan: ArchiveScan,
  { deployment, archive, now }: { deployment: Deployment; archive: WalArchive; now: Instant },
): string | undefined {
  const timeline = latestTimeline(scan);
  const newest = timeline === undefined ? undefined : newestSegment(scan, timeline);
  if (!newest) return undefined;
  const { archiveTimeout } = archive;
  const rpoSeconds = Math.max(deployment.objectives.database.rpo, archivePaceSeconds(archiveTimeout));
  const freshness = freshnessOf(
    { now, segmentBytes: scan.segmentBytes, newest, sightings: [] },
    { rpoSeconds, archiveTimeoutSeconds: archiveTimeout },
  );
  return freshness.state === 'unknown' ? freshness.because : undefined;
}
