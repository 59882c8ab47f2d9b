import type { Fence } from '../../lib/domain/fence';
import { blockRoles, type RoleFenceDeps } from './block-roles';
import type { DatabaseTarget } from './fence-database';
import { type StopFenceDeps, stopInstance } from './stop-instance';

export type LowerRungDeps = RoleFenceDeps & StopFenceDeps;

/**
 * Down the ladder, from what the best fence failed with: the first that holds is the fence, and says what the better ones
 * failed with. When none does, all the reasons are the answer. One that may not change anything fails like any other: then
 * the next may not either, and whoever asked finds out.
 */
export async function lowerRungs(
  deps: LowerRungDeps,
  target: DatabaseTarget,
  { fencedFor, failedWith }: { readonly fencedFor: string; readonly failedWith: string },
): Promise<Fence> {
  const reasons = new Set([failedWith]);
  for (const rung of [blockRoles, stopInstance]) {
    try {
      const fence = await rung(deps, target, fencedFor);
      return { ...fence, because: `${fence.because}; better was not to be had: ${[...reasons].join('; ')}` };
    } catch (error) {
      reasons.add((error as Error).message);
    }
  }
  return { component: 'database', id: target.id, outcome: 'unfenced', because: [...reasons].join('; ') };
}
