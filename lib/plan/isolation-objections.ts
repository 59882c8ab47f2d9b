import type { Plan } from './plan';
import type { PlanObjection } from './plan-objection';

/** Time alone closes nothing: a run that waits for a silent region counts on that region fencing itself. */
export function isolationObjections({ failover }: Plan): readonly PlanObjection[] {
  if (failover.whenUnfenced !== 'wait' || failover.isolation !== 'keep') return [];
  return [
    {
      path: ['failover', 'whenUnfenced'],
      value: failover.whenUnfenced,
      expected:
        'expected promote or stop, or failover.isolation fence: a region that keeps serving in isolation is open however ' +
        'long a run waits',
    },
  ];
}
