import type * as z from 'zod';
import type { Caches } from '../../lib/aws/caches';
import type { Ledger } from '../../lib/aws/ledger';
import { NotReady } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import { cacheOf, type Deployment } from '../../lib/plan/deployment';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Deployment;
  readonly ledger: Pick<Ledger, 'hold'>;
  readonly caches: Pick<Caches, 'region' | 'globalDatastore' | 'failover'>;
  readonly now: () => Instant;
}

/**
 * State PromoteCache of `failover`. The lease comes first: of several promotions at once ElastiCache keeps one, and does
 * not say which. A second call waits for what is under way, finds the member promoted, and changes nothing.
 */
export const promoteCache =
  ({ deployment, ledger, caches, now }: Deps) =>
  async ({
    claim,
    cache,
  }: z.output<typeof contract.input>): Promise<{ outcome: 'accepted' | 'already'; at: Instant }> => {
    const { globalDatastore, recovery } = cacheOf(deployment, cache);
    const { status, members } = await caches.globalDatastore(globalDatastore);
    const own = members.find((member) => member.region === caches.region);
    if (own?.role === 'primary') return { outcome: 'already', at: now() };
    if (status !== 'available') {
      throw new NotReady(
        `${globalDatastore} is ${status}: an earlier call may be under way, or something else`,
      );
    }
    await ledger.hold(claim, now());
    await caches.failover(globalDatastore, {
      region: caches.region,
      replicationGroup: recovery.replicationGroup,
    });
    return { outcome: 'accepted', at: now() };
  };
