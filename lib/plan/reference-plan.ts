import type { Place } from './deployment';
import type { Plan } from './plan';
import type { ReferencePlan } from './reference-schema';
import { sizing } from './sizing';
import {
  cacheName,
  cacheSubnetGroup,
  databaseParameterGroup,
  databaseSubnetGroup,
  instanceName,
  serviceName,
  workloadCluster,
} from './workload-names';
import { type Told, ZONES } from './workload-outputs';

const POSTGRES_PORT = 5432;
const REDIS_PORT = 6379;

/** The ordinary plan of a built workload: names of ours, and whatever `told` says for what AWS names. */
export function planOf({ reference, ...plan }: ReferencePlan, told: Told): Plan {
  const { database: made, cache: cached } = sizing(reference.size);
  const both = <Side>(sideOf: (place: Place) => Side) => ({
    primary: sideOf('primary'),
    recovery: sideOf('recovery'),
  });
  const subnets = (place: Place, kind: 'Private' | 'Public') =>
    ZONES.map((zone) => told(place, `${kind}Subnet${zone}`));

  return {
    ...plan,
    workload: 'existing',
    networks: both((place) => ({
      vpc: told(place, 'Vpc'),
      subnets: subnets(place, 'Private'),
      securityGroup: told(place, 'OrchestratorGroup'),
    })),
    api: { ...plan.api, loadBalancers: both((place) => told(place, 'LoadBalancerFullName')) },
    keys: both((place) => told(place, 'KeyArn')),
    databases: plan.databases.map((database) => ({
      ...database,
      ...both((place) => ({
        instance: instanceName(plan, place),
        host: told(place, 'DatabaseHost'),
        port: POSTGRES_PORT,
        securityGroups: [told(place, 'DatabaseGroup')],
        fenceSecurityGroup: told(place, 'DatabaseFenceGroup'),
        subnetGroup: databaseSubnetGroup(plan),
        parameterGroup: databaseParameterGroup(plan),
      })),
      instanceClass: made.instanceClass,
      multiAz: true,
    })),
    caches: plan.caches.map(({ lists, ...cache }) => ({
      ...cache,
      globalDatastore: told('primary', 'GlobalDatastore'),
      nodeType: cached.nodeType,
      queues: { lists, ...both((place) => ({ host: told(place, 'CacheHost'), port: REDIS_PORT })) },
      ...both((place) => ({
        replicationGroup: cacheName(plan, cache.id, place),
        securityGroups: [told(place, 'CacheGroup')],
        fenceSecurityGroup: told(place, 'CacheFenceGroup'),
        subnetGroup: cacheSubnetGroup(plan),
      })),
    })),
    compute: both(() => ({
      cluster: workloadCluster(plan),
      services: (['api', 'workers'] as const).map((component) => ({
        service: serviceName(plan, component),
        component,
      })),
    })),
    // Dumps reach their images and S3 by a public address, and the load balancer's subnets are the ones that have a way out.
    dumps: plan.dumps.map((policy) => ({ ...policy, subnets: both((place) => subnets(place, 'Public')) })),
  };
}
