import { join } from 'node:path';
import type { Plan } from '../lib/plan/plan';
import type { Archiving } from './engines/postgres-archive';

/** What RDS archives to by itself: each instance in its own region, and the primary's backups replicated to the other. */
export interface RdsArchives {
  readonly primary: string;
  readonly replicated: string;
  readonly recovery: string;
}

export const rdsArchivesIn = (folder: string): RdsArchives => ({
  primary: join(folder, 'automated-backups-primary'),
  replicated: join(folder, 'automated-backups-replicated'),
  recovery: join(folder, 'automated-backups-recovery'),
});

/** The bucket that one side of the plan's archive is, on disk. */
export interface WalBucket {
  readonly bucket: string;
  /** What the bucket holds. */
  readonly directory: string;
  /** The archive in it, below its prefix. */
  readonly archive: string;
}

/** The archive of a PostgreSQL that one runs oneself gets the same WAL, and so is rehearsed on the same servers. */
export function walBucketsIn(folder: string, { walArchives }: Pick<Plan, 'walArchives'>) {
  const [archive] = walArchives;
  if (!archive) return undefined;
  const at = (bucket: string): WalBucket => {
    const directory = join(folder, `bucket-${bucket}`);
    return { bucket, directory, archive: join(directory, archive.prefix) };
  };
  return { primary: at(archive.buckets.primary), recovery: at(archive.buckets.recovery) };
}

export type WalBuckets = ReturnType<typeof walBucketsIn>;

/**
 * Where each side archives to. S3 replicates the primary region's bucket to the recovery region; nobody replicates back, so
 * once promoted the standby archives to its own region alone.
 */
export function archivingOf(folder: string, buckets: WalBuckets): Record<'primary' | 'recovery', Archiving> {
  const { primary, replicated, recovery } = rdsArchivesIn(folder);
  const inBuckets = buckets ? [buckets.primary.archive, buckets.recovery.archive] : [];
  return {
    primary: { archives: [primary, replicated, ...inBuckets], incoming: join(folder, 'incoming-primary') },
    recovery: { archives: [recovery, ...inBuckets.slice(1)], incoming: join(folder, 'incoming-recovery') },
  };
}
