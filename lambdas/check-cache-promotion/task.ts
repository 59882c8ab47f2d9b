import type * as z from 'zod';
import type { CacheGroups } from '../../lib/aws/cache-groups';
import type { Caches } from '../../lib/aws/caches';
import { cacheHopelessBecause } from '../../lib/domain/cache-status';
import { NotReady, TerminalState } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import { cacheOf, type Deployment, placeOf } from '../../lib/plan/deployment';
import { SEEDED_TAG } from '../runtime/seeded-tag';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Deployment;
  readonly caches: Pick<Caches, 'region' | 'globalDatastore'>;
  readonly groups: Pick<CacheGroups, 'group' | 'tags'>;
  readonly now: () => Instant;
}

type Cache = Deployment['caches'][number];

interface Checked {
  readonly cache: string;
  /** How the region came by it. */
  readonly how: string;
  readonly at: Instant;
}

/** State CheckCachePromotion of `failover` and `switchover`, retried by the machine. Changes nothing. */
export const checkCachePromotion =
  (deps: Deps) =>
  async ({ cache: id }: z.output<typeof contract.input>): Promise<Checked> => {
    const cache = cacheOf(deps.deployment, id);
    const how = await ways[cache.onRegionLoss](deps, cache);
    return { cache: id, how, at: deps.now() };
  };

const ways = {
  promote: promoted,
  seed: seeded,
  cold: async (): Promise<string> => 'none was promoted or filled: the plan has it start empty',
};

async function promoted({ caches }: Deps, { globalDatastore }: Cache): Promise<string> {
  const { members } = await caches.globalDatastore(globalDatastore);
  const own = members.find((member) => member.region === caches.region);
  if (own?.role !== 'primary') {
    throw new NotReady(
      `${globalDatastore} in ${caches.region} is ${own?.role ?? 'no member'}, expected primary`,
    );
  }
  return 'promoted';
}

async function seeded({ deployment, caches, groups }: Deps, cache: Cache): Promise<string> {
  const { replicationGroup } = cache[placeOf(deployment, caches.region)];
  const group = await groups.group(replicationGroup);
  const status = group?.status ?? 'not to be seen';
  const hopeless = cacheHopelessBecause(replicationGroup, status);
  if (hopeless) throw new TerminalState(hopeless);
  if (group?.status !== 'available' || !group.endpoint) {
    throw new NotReady(`${replicationGroup} in ${caches.region} is ${status}, expected available`);
  }
  return (await groups.tags(group.arn))[SEEDED_TAG] ?? 'there before, and not filled by a run';
}
