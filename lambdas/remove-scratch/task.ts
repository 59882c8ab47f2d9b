import type * as z from 'zod';
import { NotReady, RestoreBlocked } from '../../lib/domain/errors';
import { foreignBecause } from '../../lib/domain/restore-target';
import type { Deployment } from '../../lib/plan/deployment';
import { liveNames } from '../../lib/plan/live-names';
import { type Restorers, restorerFor } from '../runtime/restorers/restorer-for';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Pick<Deployment, 'name' | 'databases' | 'caches'>;
  readonly restorers: Restorers;
}

/**
 * State RemoveScratch of `drill`, retried until nothing is left. Looks first: what is not this run's scratch stays, whatever its
 * name. A second call finds it gone. What it does not get removed `sweep-scratch` removes when its time has come.
 */
export const removeScratch =
  ({ deployment, restorers }: Deps) =>
  async ({ order }: z.output<typeof contract.input>): Promise<{ outcome: 'gone' }> => {
    const restorer = restorerFor(restorers, order);
    const found = await restorer.find(order);
    if (!found) return { outcome: 'gone' };
    const house = { deployment: deployment.name, liveNames: liveNames(deployment) };
    const blocked =
      order.purpose === 'drill' ? foreignBecause(found, house, order.run) : 'it was made to stay';
    if (blocked) throw new RestoreBlocked(`${order.target} is not removed: ${blocked}`);
    if ((await restorer.remove(found)) === 'gone') return { outcome: 'gone' };
    throw new NotReady(`${order.target} in ${order.region} is being removed`);
  };
