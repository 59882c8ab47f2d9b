import { type Instant, secondsBetween } from './instant';
import { isMoment, type ObjectPoint, provenAt, type RecoveryPoint } from './recovery-point';

export type CacheBackupPoint = ObjectPoint & { readonly kind: 'cache-backup' | 'cache-backup-copy' };

export const isCacheBackup = (point: RecoveryPoint): point is CacheBackupPoint =>
  point.kind === 'cache-backup' || point.kind === 'cache-backup-copy';

/**
 * The backups that a cache may be filled from in a region, newest first. Proven ones are not preferred: what a cache lost
 * since is lost work, and a backup that nobody tried is still one whose checksum was compared. A disproven one is no choice.
 */
export const seedsFor = (
  points: readonly RecoveryPoint[],
  { store, region }: { readonly store: string; readonly region: string },
): readonly CacheBackupPoint[] =>
  points
    .filter(isMoment)
    .filter(isCacheBackup)
    .filter((point) => point.store === store && point.region === region)
    .filter(({ proof }) => proof?.outcome !== 'disproven')
    .sort((a, b) => secondsBetween(a.takenAt, b.takenAt));

/**
 * Which backup a cache was filled from, how old that was then, and whether anybody had tried it. Of the characters that AWS
 * takes in a tag: no commas.
 */
export function seedInWords(point: CacheBackupPoint, now: Instant): string {
  const minutes = Math.round(secondsBetween(point.takenAt, now) / 60);
  const proven = provenAt(point);
  return `filled from ${point.id} taken ${minutes} minutes before and ${proven ? `proven at ${proven}` : 'not proven'}`;
}
