import type * as z from 'zod';
import type { Caches } from '../../lib/aws/caches';
import { NotReady } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import { cacheOf, type Deployment } from '../../lib/plan/deployment';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Deployment;
  readonly caches: Pick<Caches, 'region' | 'globalDatastore'>;
  readonly now: () => Instant;
}

/** State CheckCachePromotion of `failover`, retried by the machine. Changes nothing. */
export const checkCachePromotion =
  ({ deployment, caches, now }: Deps) =>
  async ({ cache }: z.output<typeof contract.input>): Promise<{ cache: string; at: Instant }> => {
    const { globalDatastore } = cacheOf(deployment, cache);
    const { members } = await caches.globalDatastore(globalDatastore);
    const own = members.find((member) => member.region === caches.region);
    if (own?.role !== 'primary') {
      throw new NotReady(
        `${globalDatastore} in ${caches.region} is ${own?.role ?? 'no member'}, expected primary`,
      );
    }
    return { cache, at: now() };
  };
