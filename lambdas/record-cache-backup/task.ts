import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import type { Instant } from '../../lib/domain/instant';
import type { ObjectPoint } from '../../lib/domain/recovery-point';
import type { contract } from './contract';

/**
 * States RecordCacheBackup and RecordCacheCopy of `cache-backup`: the first as soon as the file lies whole in its own region,
 * since the other one may be lost; the second with the copy. Unproven: nobody has restored it. A second call writes the same
 * item again, and a proof that came in between stays.
 */
export const recordCacheBackup =
  ({ ledger, now }: { ledger: Pick<Ledger, 'recordRecoveryPoint'>; now: () => Instant }) =>
  async ({ job, takenAt, into, file }: z.output<typeof contract.input>): Promise<{ point: ObjectPoint }> => {
    const point: ObjectPoint = {
      ...file,
      id: job.name,
      kind: into === 'from' ? 'cache-backup' : 'cache-backup-copy',
      store: job.cache,
      policy: job.policy,
      takenAt,
      recordedAt: now(),
    };
    await ledger.recordRecoveryPoint(point);
    return { point };
  };
