import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { caughtInWords, pointBlamedBecause } from '../../lib/domain/caught';
import { type Drilled, drilledPoint } from '../../lib/domain/drill-record';
import type { Instant } from '../../lib/domain/instant';
import type { contract } from './contract';

/**
 * State RecordDisproof of `drill`, reached when a point could not be restored and looked at. Only what is the point's own fault
 * disproves it: a quota, a throttle or a region that keeps silent says nothing of it, and it stays as it was. A second call
 * writes the same again.
 */
export const recordDisproof =
  ({ ledger, now }: { ledger: Pick<Ledger, 'recordProof'>; now: () => Instant }) =>
  async ({ order, error }: z.output<typeof contract.input>): Promise<Drilled> => {
    const { point, run } = order;
    const because = pointBlamedBecause(error);
    if (!because) return { ...drilledPoint(point), outcome: 'not drilled', because: caughtInWords(error) };
    await ledger.recordProof(point, { outcome: 'disproven', at: now(), run, because });
    return { ...drilledPoint(point), outcome: 'disproven', because };
  };
