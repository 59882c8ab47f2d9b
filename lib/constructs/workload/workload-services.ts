import { Cluster, ContainerInsights, type ICluster, Secret as TaskSecret } from 'aws-cdk-lib/aws-ecs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { applicationSecret, workloadCluster } from '../../plan/workload-names';
import { scaleApi } from './api-scaling';
import type { LoadBalancer } from './load-balancer';
import { secretArn } from './starting-role';
import { scaleWorkers } from './workers-scaling';
import type { WorkloadCache } from './workload-cache';
import type { WorkloadDatabase } from './workload-database';
import { API_PORT, type WorkloadGroups } from './workload-groups';
import type { WorkloadNetwork } from './workload-network';
import { WorkloadService } from './workload-service';
import type { WorkloadSite } from './workload-site';

interface Around {
  readonly network: WorkloadNetwork;
  readonly groups: WorkloadGroups;
  readonly database: WorkloadDatabase;
  readonly cache: WorkloadCache;
  readonly balancer: LoadBalancer;
}

/**
 * The API and the workers of a region. Where nobody serves, the API stands by with as few tasks as there may be, and no worker works
 * on a database that is not this region's: an orchestrated failover brings both to the size of the other region.
 */
export class WorkloadServices extends Construct {
  readonly cluster: ICluster;

  constructor(site: WorkloadSite, { network, groups, database, cache, balancer }: Around) {
    super(site.scope, 'Services');
    const { plan, size } = site;
    const made = new Cluster(this, 'Cluster', {
      vpc: network.vpc,
      clusterName: workloadCluster(plan),
      containerInsightsV2: ContainerInsights.ENABLED,
    });
    // CDK's own interface does not say `undefined` where its class does.
    this.cluster = made as ICluster;
    const secret = Secret.fromSecretAttributes(this, 'Password', {
      secretPartialArn: secretArn(site, applicationSecret(plan)),
    });
    const shared = {
      cluster: this.cluster,
      subnets: network.privateSubnets,
      groups,
      environment: {
        PORT: String(API_PORT),
        DATABASE_HOST: database.instance.attrEndpointAddress,
        DATABASE_PORT: '5432',
        DATABASE_NAME: site.database.databaseName,
        DATABASE_USER: site.applicationRole,
        DATABASE_SSLMODE: 'require',
        REDIS_HOST: cache.host,
        REDIS_PORT: '6379',
        REDIS_TLS: 'true',
      },
      secrets: { DATABASE_PASSWORD: TaskSecret.fromSecretsManager(secret, 'password') },
    };
    const api = new WorkloadService(site, {
      ...shared,
      component: 'api',
      size: size.api,
      tasks: tasksAt(site, { serving: size.api.usual, standingBy: size.api.least }),
    });
    api.service.attachToApplicationTargetGroup(balancer.targets);
    // A task that starts before anybody may ask it would be taken for one that never answers.
    api.service.node.addDependency(balancer);
    scaleApi(site, api);
    const workers = new WorkloadService(site, {
      ...shared,
      component: 'workers',
      size: size.workers,
      tasks: tasksAt(site, { serving: size.workers.usual, standingBy: 0 }),
    });
    scaleWorkers(site, workers);
  }
}

/**
 * None anywhere before the database has the roles that tasks log in as: they would never get healthy, and CloudFormation would take the
 * whole new workload back.
 */
function tasksAt(
  { plan, place }: WorkloadSite,
  { serving, standingBy }: { readonly serving: number; readonly standingBy: number },
): number {
  const { active } = plan.reference;
  if (active === 'none') return 0;
  return active === place ? serving : standingBy;
}
