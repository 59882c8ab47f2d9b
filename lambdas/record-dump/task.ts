import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import type { Instant } from '../../lib/domain/instant';
import type { ObjectPoint } from '../../lib/domain/recovery-point';
import type { contract } from './contract';

/**
 * States RecordDump and RecordDumpCopy of `logical-dump`. The dump is recorded before its copy is waited for: it is one
 * though the other region never answers. A second call writes the same item, and a proof that came in between stays.
 */
export const recordDump =
  ({ ledger, now }: { ledger: Pick<Ledger, 'recordRecoveryPoint'>; now: () => Instant }) =>
  async ({ job, dump }: z.output<typeof contract.input>): Promise<ObjectPoint> => {
    const point: ObjectPoint = {
      id: job.id,
      kind: dump.region === job.region ? 'logical-dump' : 'logical-dump-copy',
      store: job.database,
      policy: job.policy,
      ...dump,
      recordedAt: now(),
    };
    await ledger.recordRecoveryPoint(point);
    return point;
  };
