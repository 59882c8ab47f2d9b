import type { DatabaseEvents } from '../../lib/aws/database-events';
import {
  IN_REGION_FAILOVER_MINUTES,
  type InRegionFailover,
  inRegionFailoverSince,
} from '../../lib/domain/in-region-failover';
import type { Instant } from '../../lib/domain/instant';
import { type Deployment, otherRegion, placeOf } from '../../lib/plan/deployment';

interface Deps {
  readonly deployment: Deployment;
  /** The region that is to take over: what matters happens in the other one. */
  readonly region: string;
  readonly events: Pick<DatabaseEvents, 'failoversOf'>;
  readonly now: () => Instant;
}

/**
 * The databases that the other region is just mending by itself, as far as it says so. A region that gives no answer holds
 * nothing back: it may be the one that is lost.
 */
export async function inRegionFailovers({
  deployment,
  region,
  events,
  now,
}: Deps): Promise<InRegionFailover[]> {
  const place = placeOf(deployment, otherRegion(deployment, region));
  const found = await Promise.all(
    deployment.databases.map(async ({ id, [place]: { instance } }): Promise<InRegionFailover[]> => {
      const told = await events.failoversOf(instance, IN_REGION_FAILOVER_MINUTES).catch(() => []);
      const since = inRegionFailoverSince(told, now());
      return since === undefined ? [] : [{ database: id, since }];
    }),
  );
  return found.flat();
}
