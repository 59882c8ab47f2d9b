import type { Plan } from './plan';
import type { PlanObjection } from './plan-objection';

/** Services of both regions are told apart by name, and matched by component and order: what has no match is never scaled up. */
export function computeObjections({ compute }: Plan): readonly PlanObjection[] {
  if (!compute) return [];
  const { primary, recovery } = compute;
  const objections: PlanObjection[] = [];
  for (const place of ['primary', 'recovery'] as const) {
    const names = compute[place].services.map(({ service }) => service);
    names.forEach((name, index) => {
      if (names.indexOf(name) === index) return;
      objections.push({
        path: ['compute', place, 'services', index, 'service'],
        value: name,
        expected: 'expected each service of a cluster once',
      });
    });
  }
  for (const component of ['api', 'workers'] as const) {
    const numberIn = ({ services }: typeof primary) =>
      services.filter((one) => one.component === component).length;
    if (numberIn(primary) === numberIn(recovery)) continue;
    objections.push({
      path: ['compute', 'recovery', 'services'],
      value: recovery.services,
      expected: `expected as many services for ${component} as in compute.primary, in the same order: ${numberIn(primary)}`,
    });
  }
  return objections;
}
