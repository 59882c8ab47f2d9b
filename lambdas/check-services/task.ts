import type * as z from 'zod';
import type { Services } from '../../lib/aws/services';
import { notUpBecause, type ServiceSize } from '../../lib/domain/capacity';
import { NotReady } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import type { Deployment } from '../../lib/plan/deployment';
import { computeIn, NOT_IN_THE_PLAN } from '../runtime/compute';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Pick<Deployment, 'regions' | 'compute'>;
  readonly services: Pick<Services, 'region' | 'counts'>;
  readonly now: () => Instant;
}

interface Answer {
  readonly outcome: 'up' | 'not in the plan';
  readonly services: readonly ServiceSize[];
  readonly at: Instant;
}

/**
 * States CheckServices and CheckWorkers of `failover` and `switchover`, retried by the machine while tasks start. Changes
 * nothing. What is held against is the size that ECS keeps by now: whoever scales by load may have changed it.
 */
export const checkServices =
  ({ deployment, services, now }: Deps) =>
  async ({ component }: z.output<typeof contract.input>): Promise<Answer> => {
    const compute = await computeIn(deployment, services, component);
    if (!compute) return { ...NOT_IN_THE_PLAN, at: now() };
    const short = notUpBecause(compute.sizes);
    if (short) throw new NotReady(`${component} in ${services.region}: ${short}`);
    return { outcome: 'up', services: compute.sizes, at: now() };
  };
