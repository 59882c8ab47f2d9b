import type { Place } from '../../lib/plan/deployment';
import type { Plan } from '../../lib/plan/plan';
import { EcsServices, type ModelledService } from './ecs-services';

/** Where the workload serves it has its size; a standby keeps one API task warm and lets no worker work. */
const SIZES = {
  primary: { api: 3, workers: 2 },
  recovery: { api: 1, workers: 0 },
} as const;

/** The plan's services on one side; none where the plan has no compute. */
export function computeOn(plan: Plan, place: Place): EcsServices | undefined {
  const side = plan.compute?.[place];
  if (!side) return undefined;
  const services = side.services.map(({ service, component }): [string, ModelledService] => {
    const size = SIZES[place][component];
    return [service, { desired: size, running: size }];
  });
  return new EcsServices({ region: plan.regions[place], cluster: side.cluster }, new Map(services));
}
