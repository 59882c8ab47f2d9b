import type { FailoverRules } from '../domain/failover-objections';
import type { Plan } from './plan';

export type Place = 'primary' | 'recovery';

/**
 * What the Lambdas know of the plan, resolved when deploying and carried in their environment: a function in the
 * recovery region needs no answer from anywhere to know what it protects.
 */
export type Deployment = Pick<
  Plan,
  | 'name'
  | 'regions'
  | 'keys'
  | 'api'
  | 'databases'
  | 'caches'
  | 'compute'
  | 'policies'
  | 'dumps'
  | 'cacheBackups'
  | 'walArchives'
  | 'drill'
  | 'failover'
  | 'probe'
> & {
  readonly objectives: Plan['objectives']['region'];
  /** The orchestrator's own security groups: the only ones that a fence may admit. */
  readonly orchestratorGroups: Readonly<Record<Place, string>>;
};

export const deploymentOf = (plan: Plan): Deployment => ({
  name: plan.name,
  regions: plan.regions,
  keys: plan.keys,
  api: withoutAlarms(plan.api),
  databases: plan.databases,
  caches: plan.caches.map(withoutQueues),
  compute: plan.compute,
  policies: plan.policies,
  dumps: plan.dumps,
  cacheBackups: plan.cacheBackups,
  walArchives: plan.walArchives,
  drill: plan.drill,
  failover: plan.failover,
  probe: plan.probe,
  objectives: plan.objectives.region,
  orchestratorGroups: {
    primary: plan.networks.primary.securityGroup,
    recovery: plan.networks.recovery.securityGroup,
  },
});

/** Every function carries all of this, in 4 KB: what one function alone needs, or none, is left out. */
const withoutAlarms = ({ loadBalancers: _, ...api }: Plan['api']): Deployment['api'] => api;
const withoutQueues = ({ queues: _, ...cache }: Plan['caches'][number]): Deployment['caches'][number] =>
  cache;

/** The region that is not `region`, of the two that can serve. */
export const otherRegion = ({ regions }: Pick<Deployment, 'regions'>, region: string): string =>
  region === regions.primary ? regions.recovery : regions.primary;

/** Which side of the plan a region is. @throws {RangeError} for a region that serves nothing. */
export function placeOf({ regions }: Pick<Deployment, 'regions'>, region: string): Place {
  if (region === regions.primary) return 'primary';
  if (region === regions.recovery) return 'recovery';
  throw new RangeError(`${region} serves nothing; expected ${regions.primary} or ${regions.recovery}`);
}

/** The plan's numbers as the decision takes them. */
export const failoverRules = ({
  failover,
  probe,
  objectives,
}: Pick<Deployment, 'failover' | 'probe' | 'objectives'>): FailoverRules => ({
  mode: failover.mode,
  coolDownSeconds: failover.coolDown,
  rpoSeconds: objectives.database.rpo,
  maintenance: failover.maintenance,
  detection: {
    intervalSeconds: probe.interval,
    failuresToDeclare: probe.failuresToDeclare,
    inRegionHoldSeconds: probe.inRegionHold,
  },
});

/** @throws {RangeError} for an id that the plan does not have. */
export function databaseOf(
  { databases }: Pick<Deployment, 'databases'>,
  id: string,
): Deployment['databases'][number] {
  const found = databases.find((database) => database.id === id);
  if (!found)
    throw new RangeError(`no database ${id}; expected one of ${databases.map((one) => one.id).join(', ')}`);
  return found;
}

/** @throws {RangeError} for an id that the plan does not have. */
export function cacheOf({ caches }: Pick<Deployment, 'caches'>, id: string): Deployment['caches'][number] {
  const found = caches.find((cache) => cache.id === id);
  if (!found)
    throw new RangeError(`no cache ${id}; expected one of ${caches.map((one) => one.id).join(', ')}`);
  return found;
}
