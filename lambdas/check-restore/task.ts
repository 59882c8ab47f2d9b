import type * as z from 'zod';
import { NotReady, RestoreFailed, TerminalState } from '../../lib/domain/errors';
import { type Instant, secondsBetween } from '../../lib/domain/instant';
import type { RestoredEndpoint } from '../../lib/domain/restore-order';
import { hopelessInWords, speaksAgainstPoint } from '../../lib/domain/restore-status';
import { type Restorers, restorerFor } from '../runtime/restorers/restorer-for';
import type { contract } from './contract';

/** What was asked for a moment ago may not be listed yet; after this it was removed. */
const LISTED_AFTER_SECONDS = 900;

interface Deps {
  readonly restorers: Restorers;
  readonly now: () => Instant;
}

/**
 * State CheckRestore of `restore` and `drill`, retried by the machine for hours. Changes nothing. Fails with RestoreFailed only
 * when AWS gave the restore up because of the recovery point itself.
 */
export const checkRestore =
  ({ restorers, now }: Deps) =>
  async ({
    order,
    startedAt,
  }: z.output<typeof contract.input>): Promise<{ endpoint: RestoredEndpoint; status: string }> => {
    const made = await restorerFor(restorers, order).find(order);
    const where = `${order.target} in ${order.region}`;
    if (!made) {
      const gone = secondsBetween(startedAt, now()) > LISTED_AFTER_SECONDS;
      if (gone) throw new TerminalState(`${where} was asked for at ${startedAt} and is not there any more`);
      throw new NotReady(`${where} is not to be seen yet`);
    }
    const { status, endpoint, hopelessBecause } = made;
    if (hopelessBecause) {
      throw speaksAgainstPoint(status, hopelessBecause)
        ? new RestoreFailed(hopelessBecause)
        : new TerminalState(hopelessInWords(hopelessBecause));
    }
    if (!endpoint) throw new NotReady(`${where} is ${status}`);
    return { endpoint, status };
  };
