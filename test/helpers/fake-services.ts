import type { ServiceCounts, Services } from '../../lib/aws/services';
import { NotFound } from '../../lib/domain/errors';

/** ECS in one region. `calls` are those that ask for a size, in their order; tasks start and stop when a test says so. */
export class FakeServices implements Services {
  readonly calls: string[] = [];
  readonly counted = new Map<string, ServiceCounts>();

  constructor(
    sizes: Readonly<Record<string, number>>,
    readonly region = 'us-west-2',
  ) {
    for (const [service, size] of Object.entries(sizes)) {
      this.counted.set(service, { service, desired: size, running: size });
    }
  }

  counts = async (_cluster: string, names: readonly string[]): Promise<readonly ServiceCounts[]> =>
    names.map((name) => this.#found(name));

  scale = async (cluster: string, service: string, desired: number): Promise<void> => {
    this.calls.push(`${cluster}/${service} to ${desired}`);
    this.counted.set(service, { ...this.#found(service), desired });
  };

  /** Everything that was asked for has happened. */
  settle(): void {
    for (const [service, counts] of this.counted)
      this.counted.set(service, { ...counts, running: counts.desired });
  }

  #found(name: string): ServiceCounts {
    const found = this.counted.get(name);
    if (!found) throw new NotFound(`no service ${name} in ${this.region}`);
    return found;
  }
}

/** The compute of a plan, as its file has it. */
export const aCompute = {
  primary: {
    cluster: 'main',
    services: [
      { service: 'api', component: 'api' },
      { service: 'workers', component: 'workers' },
    ],
  },
  recovery: {
    cluster: 'dr',
    services: [
      { service: 'api-dr', component: 'api' },
      { service: 'workers-dr', component: 'workers' },
    ],
  },
} as const;
