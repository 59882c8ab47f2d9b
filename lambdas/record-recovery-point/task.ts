import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import type { Instant } from '../../lib/domain/instant';
import type { SnapshotPoint } from '../../lib/domain/recovery-point';
import type { FinishedSnapshot } from '../runtime/snapshot-shapes';
import type { contract } from './contract';

/**
 * States RecordSnapshot and RecordRecoveryPoint of `snapshot`: the first as soon as the snapshot is there, the second with
 * its copy. Both points are unproven: nobody has restored them. A second call writes the same items again, and a proof that
 * came in between stays.
 */
export const recordRecoveryPoint =
  ({ ledger, now }: { ledger: Pick<Ledger, 'recordRecoveryPoint'>; now: () => Instant }) =>
  async ({
    job,
    source,
    copy,
  }: z.output<typeof contract.input>): Promise<{ points: readonly SnapshotPoint[] }> => {
    const point = (
      kind: SnapshotPoint['kind'],
      { arn, region, keyArn, takenAt }: FinishedSnapshot,
    ): SnapshotPoint => ({
      id: job.snapshot,
      kind,
      store: job.database,
      policy: job.policy,
      region,
      arn,
      keyArn,
      takenAt,
      recordedAt: now(),
    });
    const points = [point('snapshot', source), ...(copy ? [point('snapshot-copy', copy)] : [])];
    for (const one of points) await ledger.recordRecoveryPoint(one);
    return { points };
  };
