import type { CacheBackupJob } from '../../lambdas/runtime/cache-backup-shapes';
import type { CacheBackupPoint } from '../../lib/domain/cache-seeding';
import { at } from './at';

/** A cache backup in the recovery region, as its machine records it. */
export const aCacheBackup = (overrides: Partial<CacheBackupPoint> = {}): CacheBackupPoint => {
  const id = overrides.id ?? 'firebackup-queue-hourly-1';
  const region = overrides.region ?? 'us-west-2';
  return {
    id,
    kind: region === 'us-east-1' ? 'cache-backup' : 'cache-backup-copy',
    store: 'queue',
    policy: 'hourly',
    region,
    bucket: `backups-${region}`,
    key: `caches/queue/${id}.rdb`,
    versionId: `version-of-${id}`,
    bytes: 4096,
    checksum: 'SHA256:one',
    takenAt: at(0),
    recordedAt: at(60),
    ...overrides,
  };
};

/** One backup to take in the primary region and to copy to the other. */
export const aCacheBackupJob = (overrides: Partial<CacheBackupJob> = {}): CacheBackupJob => ({
  cache: 'queue',
  policy: 'hourly',
  name: 'firebackup-queue-hourly-1',
  replicationGroup: 'queue-primary',
  key: 'caches/queue/firebackup-queue-hourly-1.rdb',
  from: {
    region: 'us-east-1',
    bucket: 'backups-us-east-1',
    keyArn: 'arn:aws:kms:us-east-1:111122223333:key/one',
  },
  to: {
    region: 'us-west-2',
    bucket: 'backups-us-west-2',
    keyArn: 'arn:aws:kms:us-west-2:111122223333:key/two',
  },
  recorded: 'nowhere',
  ...overrides,
});
