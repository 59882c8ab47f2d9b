import type * as z from 'zod';
import { Unreachable } from '../../lib/domain/errors';
import { type Instant, secondsBetween } from '../../lib/domain/instant';
import type { LostWrites, PromotionPoint } from '../../lib/domain/lost-writes';
import type { contract } from './contract';

interface Deps {
  readonly read: (point: PromotionPoint, secondsLeft: () => number) => Promise<LostWrites>;
  readonly now: () => Instant;
}

/** Tables are read whole; what is not read within four of the function's five minutes is named in the report. */
export const READ_WITHIN_SECONDS = 240;

/**
 * State ReportLostWrites of `failback`, before the old primary is put aside, while it has the address that the plan knows;
 * its fence admits the orchestrator. Changes nothing. Without a promotion point nothing can be told, and that is the report;
 * one that gives no answer is asked again, because it may only be restarting.
 */
export const reportLostWrites =
  ({ read, now }: Deps) =>
  async ({ database, promotion }: z.output<typeof contract.input>): Promise<LostWrites> => {
    if ('unknownBecause' in promotion) {
      return { database, outcome: 'unknown', because: promotion.unknownBecause };
    }
    const begun = now();
    return read(promotion, () => READ_WITHIN_SECONDS - secondsBetween(begun, now())).catch((cause: Error) => {
      throw new Unreachable(`the old ${database} gives no answer: ${cause.message}`, { cause });
    });
  };
