import type * as z from 'zod';
import { RestoreBlocked } from '../../lib/domain/errors';
import { type Instant, secondsAfter } from '../../lib/domain/instant';
import { RUN_TAG, SCRATCH_UNTIL_TAG } from '../../lib/domain/restore-order';
import { RESTORE_LIMIT_SECONDS } from '../../lib/domain/restore-record';
import { foreignBecause } from '../../lib/domain/restore-target';
import type { Deployment } from '../../lib/plan/deployment';
import { liveNames } from '../../lib/plan/live-names';
import { type Restorers, restorerFor, type Starters } from '../runtime/restorers/restorer-for';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Pick<Deployment, 'name' | 'databases' | 'caches' | 'drill'>;
  readonly restorers: Restorers;
  readonly starters: Starters;
  readonly now: () => Instant;
}

/**
 * State StartRestore of `restore` and `drill`. What it makes carries the run, and the time from which it may be removed,
 * counted from now: a drill that waited its turn pays for no more. A second call finds by its name what the first one made, and
 * when that was asked for by the same tag. Something of that name that is not this run's is left alone, and the run ends.
 */
export const startRestore =
  ({ deployment, restorers, starters, now }: Deps) =>
  async ({
    order,
  }: z.output<typeof contract.input>): Promise<{ outcome: 'accepted' | 'already'; startedAt: Instant }> => {
    const lives = order.purpose === 'drill' ? deployment.drill.scratchExpiresAfter : RESTORE_LIMIT_SECONDS;
    const house = { deployment: deployment.name, liveNames: liveNames(deployment) };
    const found = await restorerFor(restorers, order).find(order);
    const foreign = foreignBecause(found ?? wanted(order), house, order.run);
    if (foreign) throw new RestoreBlocked(`nothing is restored under a name that is not ours: ${foreign}`);
    if (found) {
      const until = found.tags[SCRATCH_UNTIL_TAG];
      return { outcome: 'already', startedAt: until ? secondsAfter(until, -lives) : now() };
    }
    const startedAt = now();
    await restorerFor(starters, order).start({ ...order, expiresAt: secondsAfter(startedAt, lives) });
    return { outcome: 'accepted', startedAt };
  };

const wanted = ({ target, run }: { target: string; run: string }) => ({ target, tags: { [RUN_TAG]: run } });
