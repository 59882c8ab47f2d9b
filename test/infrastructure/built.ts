import { join } from 'node:path';
import { readDeclaredPlan } from '../../lib/plan/parse-plan';
import type { Plan } from '../../lib/plan/plan';
import type { ReferencePlan } from '../../lib/plan/reference-schema';
import { type Deployed, deployed } from './deployed';

/** The example of a workload that is built here, with other choices of what is built. */
export function builtPlan(
  reference: Partial<ReferencePlan['reference']> = {},
  overrides: Partial<ReferencePlan> = {},
): ReferencePlan {
  const plan = readDeclaredPlan(join(import.meta.dirname, '..', '..', 'firebackup.reference.yaml'));
  if (plan.workload !== 'reference') throw new Error('the example of a built workload is none');
  return { ...plan, ...overrides, reference: { ...plan.reference, ...reference } };
}

/** Everything that such a plan deploys. Of its plan, tests may ask what every plan has. */
export const builtHouse = (plan: ReferencePlan = builtPlan()): Deployed => deployed(plan as unknown as Plan);
