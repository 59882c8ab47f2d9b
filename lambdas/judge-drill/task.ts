import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { caughtInWords } from '../../lib/domain/caught';
import { drillFailedBecause } from '../../lib/domain/drill-judgement';
import { type Drilled, drilledPoint } from '../../lib/domain/drill-record';
import { Incomplete, NotFound } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import type { contract } from './contract';

type Input = z.output<typeof contract.input>;

interface Deps {
  readonly ledger: Pick<Ledger, 'drill' | 'writeDrill' | 'liftHold'>;
  readonly now: () => Instant;
}

/**
 * State JudgeDrill, last of `drill`. Ends the run's record and lifts its hold, then fails if the drill did not do what it is
 * for. A second call writes the same record.
 */
export const judgeDrill =
  ({ ledger, now }: Deps) =>
  async ({ run, waiting, results }: Input): Promise<{ proven: number; waiting: number }> => {
    const record = await ledger.drill(run);
    if (!record) throw new NotFound(`the ledger has no drill ${run}`);
    const drilled = results.map(toDrilled);
    const because = drillFailedBecause(drilled);
    const outcome = because ? 'failed' : 'done';
    await ledger.writeDrill({
      ...record,
      outcome,
      because,
      drilled,
      waiting,
      endedAt: record.endedAt ?? now(),
    });
    await ledger.liftHold(run);
    if (because) throw new Incomplete(because);
    return { proven: drilled.filter((one) => one.outcome === 'proven').length, waiting: waiting.length };
  };

/** What could not be written down is not known; what was left behind does not change what was found. */
function toDrilled({ order, drilled, left }: Input['results'][number]): Drilled {
  const found: Drilled =
    'Error' in drilled
      ? {
          ...drilledPoint(order.point),
          outcome: 'not drilled',
          because: `not recorded: ${caughtInWords(drilled)}`,
        }
      : drilled;
  return left ? { ...found, left: `${order.target}: ${caughtInWords(left)}` } : found;
}
