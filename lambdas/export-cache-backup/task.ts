import type { CacheBackups } from '../../lib/aws/cache-backups';
import type { ObjectHeads } from '../../lib/aws/object-heads';
import { exportedKey } from '../../lib/domain/cache-backup-files';
import { NotFound } from '../../lib/domain/errors';
import type { CacheBackupJob } from '../runtime/cache-backup-shapes';

interface Deps {
  readonly backups: Pick<CacheBackups, 'snapshot' | 'exportSnapshot'>;
  readonly objects: ObjectHeads;
}

/**
 * State ExportCacheBackup of `cache-backup`. A second call finds the file, or finds the snapshot no longer available
 * because its file is being written, and asks for nothing.
 */
export const exportCacheBackup =
  ({ backups, objects }: Deps) =>
  async ({ name, from }: CacheBackupJob): Promise<{ outcome: 'accepted' | 'already' }> => {
    if (await objects.head(from.bucket, exportedKey(name))) return { outcome: 'already' };
    const snapshot = await backups.snapshot(name);
    if (!snapshot) throw new NotFound(`cache snapshot ${name} was deleted before its file was written`);
    if (snapshot.status !== 'available') return { outcome: 'already' };
    await backups.exportSnapshot(name, from.bucket);
    return { outcome: 'accepted' };
  };
