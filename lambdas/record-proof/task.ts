import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { type Drilled, drilledPoint } from '../../lib/domain/drill-record';
import { type Instant, secondsBetween } from '../../lib/domain/instant';
import type { contract } from './contract';

/**
 * State RecordProof of `drill`: sound contents prove the recovery point, doubted ones disprove it, and where too little could
 * be looked at nothing is said of it. A second call writes the same again, a moment later.
 */
export const recordProof =
  ({ ledger, now }: { ledger: Pick<Ledger, 'recordProof'>; now: () => Instant }) =>
  async ({ order, startedAt, contents }: z.output<typeof contract.input>): Promise<Drilled> => {
    const { point, run } = order;
    const { outcome, doubts, unknowns, recoveredTo } = contents;
    if (outcome === 'unknown') {
      return { ...drilledPoint(point), outcome: 'not drilled', because: unknowns.join('; '), contents };
    }
    if (outcome === 'doubted') {
      const because = doubts.join('; ');
      await ledger.recordProof(point, { outcome: 'disproven', at: now(), run, because, recoveredTo });
      return { ...drilledPoint(point), outcome: 'disproven', because, recoveredTo, contents };
    }
    const usableSeconds = Math.round(secondsBetween(startedAt, now()));
    await ledger.recordProof(point, { outcome: 'proven', at: now(), run, recoveredTo, usableSeconds });
    return { ...drilledPoint(point), outcome: 'proven', usableSeconds, recoveredTo, contents };
  };
