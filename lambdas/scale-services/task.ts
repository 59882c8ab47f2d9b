import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import type { Services } from '../../lib/aws/services';
import { sizesFor, type WantedSize } from '../../lib/domain/capacity';
import type { Instant } from '../../lib/domain/instant';
import { type Deployment, otherRegion } from '../../lib/plan/deployment';
import { computeIn, NOT_IN_THE_PLAN, scale } from '../runtime/compute';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Pick<Deployment, 'regions' | 'compute'>;
  readonly ledger: Pick<Ledger, 'hold' | 'capacity'>;
  readonly services: Pick<Services, 'region' | 'counts' | 'scale'>;
  readonly now: () => Instant;
}

interface Answer {
  readonly outcome: 'asked' | 'not in the plan';
  readonly services: readonly WantedSize[];
  readonly at: Instant;
}

/**
 * State ScaleServices of `failover` and `switchover`, beside the promotions: tasks take their minute to start, and serve
 * nothing before the role moves. Only the API: workers would work on a database that is not this region's yet. Makes nothing
 * smaller. A second call finds the sizes asked for, and asks nothing.
 */
export const scaleServices =
  ({ deployment, ledger, services, now }: Deps) =>
  async ({ claim }: z.output<typeof contract.input>): Promise<Answer> => {
    const api = await computeIn(deployment, services, 'api');
    if (!api) return { ...NOT_IN_THE_PLAN, at: now() };
    const wanted = sizesFor(api.sizes, await ledger.capacity(otherRegion(deployment, services.region)));
    await ledger.hold(claim, now());
    await scale(services, api.cluster, wanted);
    return { outcome: 'asked', services: wanted, at: now() };
  };
