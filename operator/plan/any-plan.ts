import { readDeclaredPlan } from '../../lib/plan/parse-plan';
import type { Plan } from '../../lib/plan/plan';
import { planOf } from '../../lib/plan/reference-plan';

const UNTOLD = 'made by the stack';

/**
 * A plan of either kind. Of one whose workload is built here the identifiers that AWS gave are in no file: each says so in its
 * place. Names of ours are all that most commands need. @throws {PlanError}
 */
export function readAnyPlan(file: string): Plan {
  const declared = readDeclaredPlan(file);
  if (declared.workload === 'existing') return declared;
  return planOf(declared, (place, output) => `${output} of ${place}, ${UNTOLD}`);
}

/** Whether an identifier of a plan is one that only AWS knows. */
export const isUntold = (identifier: string): boolean => identifier.endsWith(UNTOLD);
