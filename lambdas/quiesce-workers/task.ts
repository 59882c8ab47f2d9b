import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import type { Services } from '../../lib/aws/services';
import { keptCapacity, type ServiceSize } from '../../lib/domain/capacity';
import { NotFound, NotReady } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import type { Deployment } from '../../lib/plan/deployment';
import { computeIn, NOT_IN_THE_PLAN, scale } from '../runtime/compute';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Pick<Deployment, 'regions' | 'compute'>;
  readonly ledger: Pick<Ledger, 'hold' | 'capacity' | 'writeCapacity'>;
  readonly servicesIn: (region: string) => Pick<Services, 'region' | 'counts' | 'scale'>;
  readonly now: () => Instant;
}

interface Answer {
  readonly outcome: 'down' | 'not in the plan';
  readonly services: readonly ServiceSize[];
  readonly at: Instant;
}

/**
 * State QuiesceWorkers of `switchover`, retried by the machine while workers finish what they are at. Asks the active region
 * for no workers, after it has recorded all sizes there: whoever takes over, or undoes this, finds them in the ledger. Every
 * call asks again where somebody else has scaled up meanwhile: ECS keeps a size below the minimum of a scaling policy, until
 * an alarm of that policy scales out.
 */
export const quiesceWorkers =
  ({ deployment, ledger, servicesIn, now }: Deps) =>
  async ({ claim }: z.output<typeof contract.input>): Promise<Answer> => {
    const { openRun } = await ledger.hold(claim, now());
    if (!openRun) throw new NotFound(`run ${claim.run} is not open; nothing was asked of any worker`);
    const services = servicesIn(openRun.from);
    const compute = await computeIn(deployment, services);
    if (!compute) return { ...NOT_IN_THE_PLAN, at: now() };
    const workers = compute.sizes.filter(({ component }) => component === 'workers');
    if (workers.some(({ desired }) => desired > 0)) {
      const seen = { region: openRun.from, at: now(), services: compute.sizes };
      await ledger.writeCapacity(keptCapacity(seen, await ledger.capacity(openRun.from)));
      await scale(
        services,
        compute.cluster,
        workers.map(({ service, desired }) => ({ service, from: desired, to: 0 })),
      );
      throw new NotReady(`${namesOf(workers)} in ${openRun.from} were asked to stop just now`);
    }
    const working = workers.filter(({ running }) => running > 0);
    if (working.length > 0)
      throw new NotReady(`${namesOf(working)} in ${openRun.from} still run, expected none`);
    return { outcome: 'down', services: workers, at: now() };
  };

const namesOf = (services: readonly ServiceSize[]): string =>
  services.map(({ service, running }) => `${service} (${running} tasks)`).join(', ');
