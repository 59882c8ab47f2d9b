import { readDeclaredPlan } from '../../lib/plan/parse-plan';
import type { Plan } from '../../lib/plan/plan';
import { planOf } from '../../lib/plan/reference-plan';
import { standIns } from '../../lib/plan/stand-ins';

/**
 * A plan of either kind for a rehearsal, which asks nothing of AWS: what AWS alone names, of a workload that is built, is made up.
 * @throws {PlanError}
 */
export function rehearsablePlan(file: string): Plan {
  const declared = readDeclaredPlan(file);
  return declared.workload === 'existing' ? declared : planOf(declared, standIns(declared));
}
