import type { CacheBackups } from '../../lib/aws/cache-backups';
import { cacheHopelessBecause } from '../../lib/domain/cache-status';
import { NotReady, TerminalState } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import type { CacheBackupJob } from '../runtime/cache-backup-shapes';

/**
 * State CheckCacheBackup of `cache-backup`, retried by the machine. Changes nothing. A backup that found too little memory
 * ends in `failed`, and nothing but more reserved memory helps it.
 */
export const checkCacheBackup =
  ({ backups }: { backups: Pick<CacheBackups, 'region' | 'snapshot'> }) =>
  async ({ name }: CacheBackupJob): Promise<{ takenAt: Instant }> => {
    const snapshot = await backups.snapshot(name);
    const what = `cache snapshot ${name} in ${backups.region}`;
    if (!snapshot) throw new NotReady(`${what} is not to be seen yet`);
    const hopeless = cacheHopelessBecause(what, snapshot.status);
    if (hopeless) throw new TerminalState(hopeless);
    // While its file is written, by a call before this one, it holds everything already.
    if (!['available', 'copying', 'exporting'].includes(snapshot.status)) {
      throw new NotReady(`${what} is ${snapshot.status}, expected available`);
    }
    if (!snapshot.takenAt) throw new NotReady(`${what} does not say yet when it was taken`);
    return { takenAt: snapshot.takenAt };
  };
