import type { Fence } from '../lib/domain/fence';
import { waitUntil } from './engines/wait-until';
import type { World } from './world';

const IN_FORCE_WITHIN_MS = 5_000;

/**
 * The first part of a region to come back: its schedules make up for what they missed, so its guard fires at once. A
 * security group is in force within seconds, and the crash recovery of a database takes longer; where it does not, clients are
 * acknowledged for an instant, and nothing here shows for how long.
 */
export async function controlPlaneReturns(world: World): Promise<void> {
  const { regions, databases } = world.settings.plan;
  world.region('primary').return();
  await firedGuard(world);
  const id = databases[0]?.primary.instance ?? '';
  const instance = world.cloud.rds.get(regions.primary)?.instances.get(id);
  const inForce = () =>
    instance?.describe().VpcSecurityGroups?.every(({ Status }) => Status === 'active') ?? false;
  await waitUntil(inForce, {
    withinMs: IN_FORCE_WITHIN_MS,
    otherwise: () => `the security groups of ${id} are not in force`,
  });
}

/** One firing of the guard's schedule; nothing while its fence is not in force. */
export async function firedGuard(world: World): Promise<readonly Fence[]> {
  const answer = await world
    .region('primary')
    .invoke('guard-region')
    .catch(() => undefined);
  return (answer as { fences: readonly Fence[] } | undefined)?.fences ?? [];
}
