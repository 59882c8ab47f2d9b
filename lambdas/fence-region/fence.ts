import { NotYetError, Unreachable } from '../../lib/domain/errors';
import type { Fence } from '../../lib/domain/fence';
import { type Deployment, placeOf } from '../../lib/plan/deployment';
import { type CacheFenceDeps, fenceCache } from './fence-cache';
import { type DatabaseFenceDeps, fenceDatabase } from './fence-database';
import { type LowerRungDeps, lowerRungs } from './lower-rungs';
import { askedOnce, permission } from './permission';

export type FenceDeps = { readonly deployment: Deployment } & DatabaseFenceDeps &
  LowerRungDeps &
  CacheFenceDeps;

/** Whether what AWS has only put off may be waited for, or counts as not fenced now. */
export type Patience = 'left' | 'over';

/**
 * Fences everything of one region that takes writes, each as well as it can be. What cannot be fenced is reported as
 * unfenced with the reason. What AWS has only put off, by a fence not in force yet or by throttling, fails and is tried again
 * while patience is left: it says nothing about the region. What forbids a change ends the fencing, and is nothing that the
 * region said: our own ledger's silence is not its silence. Nothing is under way any more when this returns or fails.
 *
 * A region that gives no answer to anything costs one call's patience and no more: the lower rungs, which would wait as
 * long again each, are for a region that still answers something.
 */
export async function fence(
  verbs: FenceDeps,
  region: string,
  { fencedFor, patience }: { fencedFor: string; patience: Patience },
): Promise<readonly Fence[]> {
  const { deployment } = verbs;
  const { beforeChange, demand } = permission(verbs.beforeChange);
  const deps = { ...verbs, beforeChange, blockWrites: askedOnce(verbs.blockWrites) };
  const place = placeOf(deployment, region);
  const orchestratorGroup = deployment.orchestratorGroups[place];
  const [life, databases, caches] = await Promise.all([
    attempted(deps.securityGroups.admits(orchestratorGroup)),
    Promise.all(
      deployment.databases.map(async ({ id, applicationRoles, [place]: side }) => {
        const { instance, fenceSecurityGroup: fenceGroup } = side;
        const target = { id, instance, fenceGroup, orchestratorGroup, applicationRoles };
        return { target, attempt: await attempted(fenceDatabase(deps, target, fencedFor)) };
      }),
    ),
    Promise.all(
      deployment.caches.map(async ({ id, globalDatastore, [place]: side }) => {
        const { replicationGroup, fenceSecurityGroup: fenceGroup } = side;
        const target = { id, globalDatastore, replicationGroup, fenceGroup, orchestratorGroup };
        return { target, attempt: await attempted(fenceCache(deps, target)) };
      }),
    ),
  ]);
  const attempts = [...databases, ...caches].map(({ attempt }) => attempt);
  demand();
  for (const attempt of attempts) throwUnlessFinal(attempt, patience);

  const silent = [life, ...attempts].every(isSilence) || undefined;
  const fences: Fence[] = [];
  // One after the other: what blocks the logins to one database does so to all of the region, and is asked once.
  for (const { target, attempt } of databases) {
    const best = orUnfenced({ component: 'database', id: target.id, silent }, attempt);
    const isLast = best.outcome === 'held' || silent;
    fences.push(isLast ? best : await lowerRungs(deps, target, { fencedFor, failedWith: best.because }));
  }
  demand();
  return [
    ...fences,
    ...caches.map(({ target: { id }, attempt }) => orUnfenced({ component: 'cache', id, silent }, attempt)),
  ];
}

type Attempt<Result> = PromiseSettledResult<Result>;

const attempted = async <Result>(work: Promise<Result>): Promise<Attempt<Result>> => {
  const [attempt] = await Promise.allSettled([work]);
  return attempt;
};

const isSilence = (attempt: Attempt<unknown>): boolean =>
  attempt.status === 'rejected' && attempt.reason instanceof Unreachable;

/** @throws what is to be tried again */
function throwUnlessFinal(attempt: Attempt<unknown>, patience: Patience): void {
  if (attempt.status === 'fulfilled') return;
  const { reason } = attempt;
  if (reason instanceof NotYetError && !isSilence(attempt) && patience === 'left') throw reason;
}

const orUnfenced = (target: Pick<Fence, 'component' | 'id' | 'silent'>, attempt: Attempt<Fence>): Fence =>
  attempt.status === 'fulfilled'
    ? attempt.value
    : { ...target, outcome: 'unfenced', because: (attempt.reason as Error).message };
