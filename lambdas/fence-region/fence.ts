import { NotYetError, Unreachable } from '../../lib/domain/errors';
import type { Fence } from '../../lib/domain/fence';
import { type Deployment, placeOf } from '../../lib/plan/deployment';
import { type CacheFenceDeps, fenceCache } from './fence-cache';
import { type DatabaseFenceDeps, fenceDatabase } from './fence-database';

export type FenceDeps = { readonly deployment: Deployment } & DatabaseFenceDeps & CacheFenceDeps;

/**
 * Fences everything of one region that takes writes. What cannot be fenced, for instance because the region gives no
 * answer, is reported as unfenced with the reason. What AWS has only put off, by a fence not in force yet or by throttling,
 * fails and is tried again: it says nothing about the region.
 */
export async function fence(deps: FenceDeps, region: string, fencedFor: string): Promise<readonly Fence[]> {
  const { deployment } = deps;
  const place = placeOf(deployment, region);
  const orchestratorGroup = deployment.orchestratorGroups[place];
  return Promise.all([
    ...deployment.databases.map(({ id, [place]: side }) => {
      const target = { id, instance: side.instance, fenceGroup: side.fenceSecurityGroup, orchestratorGroup };
      return orUnfenced({ component: 'database', id }, fenceDatabase(deps, target, fencedFor));
    }),
    ...deployment.caches.map(({ id, globalDatastore, [place]: side }) => {
      const { replicationGroup, fenceSecurityGroup: fenceGroup } = side;
      const target = { id, globalDatastore, replicationGroup, fenceGroup, orchestratorGroup };
      return orUnfenced({ component: 'cache', id }, fenceCache(deps, target));
    }),
  ]);
}

async function orUnfenced(target: Pick<Fence, 'component' | 'id'>, fencing: Promise<Fence>): Promise<Fence> {
  try {
    return await fencing;
  } catch (error) {
    if (error instanceof NotYetError && !(error instanceof Unreachable)) throw error;
    return { ...target, outcome: 'unfenced', because: (error as Error).message };
  }
}
