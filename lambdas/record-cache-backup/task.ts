import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import type { Instant } from '../../lib/domain/instant';
import type { ObjectPoint } from '../../lib/domain/recovery-point';
import type { contract } from './contract';

type Files = z.output<typeof contract.input>['files'];

/**
 * State RecordCacheBackup of `cache-backup`. Both points are unproven: nobody has restored them. A second call writes the
 * same two items again, and a proof that came in between stays. The copy comes last: with it, all is done.
 */
export const recordCacheBackup =
  ({ ledger, now }: { ledger: Pick<Ledger, 'recordRecoveryPoint'>; now: () => Instant }) =>
  async ({
    job,
    takenAt,
    files,
  }: z.output<typeof contract.input>): Promise<{ points: readonly ObjectPoint[] }> => {
    const point = (kind: ObjectPoint['kind'], file: Files['kept']): ObjectPoint => ({
      ...file,
      id: job.name,
      kind,
      store: job.cache,
      policy: job.policy,
      takenAt,
      recordedAt: now(),
    });
    const points = [point('cache-backup', files.kept), point('cache-backup-copy', files.copy)];
    for (const one of points) await ledger.recordRecoveryPoint(one);
    return { points };
  };
