import type { CacheBackups } from '../../lib/aws/cache-backups';
import type { Ledger } from '../../lib/aws/ledger';
import type { ObjectHeads } from '../../lib/aws/object-heads';
import type { ObjectVersions } from '../../lib/aws/object-versions';
import { exportedKey } from '../../lib/domain/cache-backup-files';
import { isCacheBackup } from '../../lib/domain/cache-seeding';
import { Incomplete } from '../../lib/domain/errors';
import { type Instant, secondsBetween } from '../../lib/domain/instant';
import { DEPLOYMENT_TAG } from '../../lib/domain/snapshot-name';
import type { CacheBackupJob } from '../runtime/cache-backup-shapes';

interface Deps {
  readonly deployment: string;
  readonly ledger: Pick<Ledger, 'recoveryPoints'>;
  readonly backups: Pick<CacheBackups, 'snapshot' | 'tags' | 'deleteSnapshot'>;
  readonly objects: ObjectHeads & Pick<ObjectVersions, 'deleteVersion'>;
  readonly now: () => Instant;
}

/**
 * States ReleaseCacheBackup and ReleaseUncopied of `cache-backup`. The file that its own region keeps is the recovery point,
 * and what the copy is made of; the snapshot and the file that it was exported to were the way there. Both stay while the
 * ledger does not have that point, and what is not ours or locked stays with the reason. A second call finds nothing left,
 * or ends what the first one began.
 */
export const releaseCacheBackup =
  ({ deployment, ledger, backups, objects, now }: Deps) =>
  async ({ name, cache, from }: CacheBackupJob): Promise<{ left: readonly string[] }> => {
    const isRecorded = (await ledger.recoveryPoints())
      .filter(isCacheBackup)
      .some(({ id, store, region }) => id === name && store === cache && region === from.region);
    if (!isRecorded) throw new Incomplete(`${name} is not recorded in ${from.region}: its snapshot stays`);
    const left: string[] = [];
    const file = await objects.head(from.bucket, exportedKey(name));
    if (file?.lockedUntil && secondsBetween(now(), file.lockedUntil) > 0) {
      left.push(`${exportedKey(name)} is locked until ${file.lockedUntil}`);
    } else if (file) await objects.deleteVersion(from.bucket, exportedKey(name), file.versionId);

    const snapshot = await backups.snapshot(name);
    const owner = snapshot && (await backups.tags(snapshot.arn))[DEPLOYMENT_TAG];
    if (snapshot && owner !== deployment) {
      left.push(
        `snapshot ${name} is tagged ${DEPLOYMENT_TAG} ${owner ?? 'not at all'}, expected ${deployment}`,
      );
    } else if (snapshot && snapshot.status !== 'deleting') await backups.deleteSnapshot(name);
    return { left };
  };
