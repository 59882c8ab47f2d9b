import { LeaseLost, NotYetError, Unreachable } from '../../lib/domain/errors';
import type { Fence } from '../../lib/domain/fence';
import { type Deployment, placeOf } from '../../lib/plan/deployment';
import { type CacheFenceDeps, fenceCache } from './fence-cache';
import { type DatabaseFenceDeps, fenceDatabase } from './fence-database';

export type FenceDeps = { readonly deployment: Deployment } & DatabaseFenceDeps & CacheFenceDeps;

/** Whether what AWS has only put off may be waited for, or counts as not fenced now. */
export type Patience = 'left' | 'over';

/**
 * Fences everything of one region that takes writes. What cannot be fenced, for instance because the region gives no
 * answer, is reported as unfenced with the reason. What AWS has only put off, by a fence not in force yet or by throttling,
 * fails and is tried again while patience is left: it says nothing about the region. Nothing is under way any more when
 * this returns or fails.
 */
export async function fence(
  deps: FenceDeps,
  region: string,
  { fencedFor, patience }: { fencedFor: string; patience: Patience },
): Promise<readonly Fence[]> {
  const { deployment } = deps;
  const place = placeOf(deployment, region);
  const orchestratorGroup = deployment.orchestratorGroups[place];
  const fencings = await Promise.allSettled([
    ...deployment.databases.map(({ id, [place]: side }) => {
      const target = { id, instance: side.instance, fenceGroup: side.fenceSecurityGroup, orchestratorGroup };
      return orUnfenced({ component: 'database', id }, fenceDatabase(deps, target, fencedFor), patience);
    }),
    ...deployment.caches.map(({ id, globalDatastore, [place]: side }) => {
      const { replicationGroup, fenceSecurityGroup: fenceGroup } = side;
      const target = { id, globalDatastore, replicationGroup, fenceGroup, orchestratorGroup };
      return orUnfenced({ component: 'cache', id }, fenceCache(deps, target), patience);
    }),
  ]);
  return fencings.map((fencing) => {
    if (fencing.status === 'rejected') throw fencing.reason;
    return fencing.value;
  });
}

async function orUnfenced(
  target: Pick<Fence, 'component' | 'id'>,
  fencing: Promise<Fence>,
  patience: Patience,
): Promise<Fence> {
  try {
    return await fencing;
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    const isPutOff = error instanceof NotYetError && !(error instanceof Unreachable);
    if (isPutOff && patience === 'left') throw error;
    return { ...target, outcome: 'unfenced', because: (error as Error).message };
  }
}
