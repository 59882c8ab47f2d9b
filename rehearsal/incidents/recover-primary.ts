import { controlPlaneReturns } from '../control-plane-returns';
import { Schedules } from '../schedules';
import type { Stage } from './stage';

/**
 * What comes back by itself with a region: its control plane, whose schedules make up for what they missed, and then its
 * database, its cache and its API. The other way round, clients that are near find it open until its guard fires.
 */
export async function recoverPrimary({ world, settings, schedules }: Stage): Promise<void> {
  const { plan, compression } = settings;
  const region = world.region('primary');
  await controlPlaneReturns(world);
  const own = new Schedules(region, compression);
  own.functionEveryMinute('guard-region', () => undefined);
  own.everyInterval('heartbeat', world.deployment.probe.interval);
  schedules.push(own);
  const id = plan.databases[0]?.primary.instance ?? '';
  world.cloud.rds.get(plan.regions.primary)?.instances.get(id)?.recover();
  await Promise.all([
    world.cloud.caches.get(plan.regions.primary)?.memberReturns(),
    world.apis.primary.start(),
  ]);
}
