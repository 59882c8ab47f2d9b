import type { CacheBackups } from '../../lib/aws/cache-backups';
import type { ObjectHeads } from '../../lib/aws/object-heads';
import { exportedKey } from '../../lib/domain/cache-backup-files';
import { cacheHopelessBecause } from '../../lib/domain/cache-status';
import { NotReady, TerminalState } from '../../lib/domain/errors';
import type { BackupFile, CacheBackupJob } from '../runtime/cache-backup-shapes';

interface Deps {
  readonly backups: Pick<CacheBackups, 'snapshot'>;
  readonly objects: ObjectHeads;
}

/**
 * State CheckCacheExport of `cache-backup`, retried by the machine. Changes nothing. An empty object is no file of a cache,
 * whose header alone has some 100 bytes.
 */
export const checkCacheExport =
  ({ backups, objects }: Deps) =>
  async ({ name, from }: CacheBackupJob): Promise<BackupFile> => {
    const { region, bucket } = from;
    const key = exportedKey(name);
    const status = (await backups.snapshot(name))?.status ?? 'gone';
    const hopeless = cacheHopelessBecause(`cache snapshot ${name} in ${region}`, status);
    if (hopeless) throw new TerminalState(hopeless);
    const head = await objects.head(bucket, key);
    if (!head) {
      throw new NotReady(`${key} is not in ${bucket} yet; its snapshot is ${status}`);
    }
    if (status !== 'available') throw new NotReady(`cache snapshot ${name} is ${status}, expected available`);
    if (head.bytes === 0) throw new TerminalState(`${key} in ${bucket} is empty; delete it and start again`);
    const { versionId, bytes, checksum } = head;
    return { region, bucket, key, versionId, bytes, checksum };
  };
