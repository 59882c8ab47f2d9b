import { PlanError, parsePlan } from '../../lib/plan/parse-plan';

/** What is wrong with a plan's text; nothing when it is a plan. */
export function problemsWith(text: string): readonly string[] {
  try {
    parsePlan(text, 'plan.yaml');
    return [];
  } catch (error) {
    if (error instanceof PlanError) return error.problems;
    throw error;
  }
}
