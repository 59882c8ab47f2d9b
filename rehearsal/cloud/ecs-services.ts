import { ClusterNotFoundException, ServiceNotFoundException } from '@aws-sdk/client-ecs';
import { ACCOUNT } from './account';
import type { Operations } from './interception';

export interface ModelledService {
  desired: number;
  running: number;
}

/** As many as ECS takes in one call. */
const DESCRIBED_AT_MOST = 10;

/**
 * The services of one cluster, as numbers: what is rehearsed is who asks for which size and when, not containers. Tasks start
 * and stop as soon as they are asked to, unless none are to be had.
 */
export class EcsServices {
  /** Fargate has no room, or images cannot be pulled: what is asked for is kept in mind and does not start. */
  startsTasks = true;

  constructor(
    private readonly place: { readonly region: string; readonly cluster: string },
    readonly services: ReadonlyMap<string, ModelledService>,
  ) {}

  readonly operations: Operations = {
    DescribeServices: async ({ cluster, services }: { cluster: string; services: readonly string[] }) => {
      this.#demandCluster(cluster);
      if (services.length > DESCRIBED_AT_MOST)
        throw new Error(`${services.length} services, expected at most 10`);
      return {
        services: services.filter((name) => this.services.has(name)).map((name) => this.#describe(name)),
        failures: services
          .filter((name) => !this.services.has(name))
          .map((name) => ({ arn: this.#arnOf(name), reason: 'MISSING' })),
      };
    },
    UpdateService: async ({ cluster, service, desiredCount, ...unknown }) => {
      this.#demandCluster(cluster);
      if (Object.keys(unknown).length > 0) throw new Error(`no model of ${Object.keys(unknown).join(', ')}`);
      const found = this.services.get(service);
      if (!found) throw new ServiceNotFoundException({ $metadata: {}, message: 'Service not found.' });
      found.desired = desiredCount;
      found.running = this.startsTasks ? desiredCount : Math.min(found.running, desiredCount);
      return { service: this.#describe(service) };
    },
  };

  #describe(serviceName: string): object {
    const { desired, running } = this.services.get(serviceName) ?? { desired: 0, running: 0 };
    return {
      serviceName,
      serviceArn: this.#arnOf(serviceName),
      status: 'ACTIVE',
      desiredCount: desired,
      runningCount: running,
      pendingCount: desired - running,
    };
  }

  #arnOf(service: string): string {
    return `arn:aws:ecs:${this.place.region}:${ACCOUNT}:service/${this.place.cluster}/${service}`;
  }

  #demandCluster(cluster: string): void {
    if (cluster === this.place.cluster) return;
    throw new ClusterNotFoundException({ $metadata: {}, message: `Cluster not found: ${cluster}` });
  }
}
