import { App } from 'aws-cdk-lib';
import { EnvironmentTooLarge } from '../lib/constructs/environment';
import { PlanError, readDeclaredPlan } from '../lib/plan/parse-plan';
import { addPlanStacks } from '../lib/stacks/plan-stacks';
import { StackTooLarge } from '../lib/stacks/stack-size';

/* The CDK app: `cdk synth`, or `cdk synth -c plan=other.yaml`. Needs neither credentials nor a network. */
try {
  const app = new App();
  const file: unknown = app.node.tryGetContext('plan') ?? 'firebackup.yaml';
  addPlanStacks(app, readDeclaredPlan(String(file)));
} catch (error) {
  // What is wrong with the plan is the reader's to mend, and a stack trace would bury it.
  if (![PlanError, EnvironmentTooLarge, StackTooLarge].some((kind) => error instanceof kind)) throw error;
  console.error((error as Error).message);
  process.exit(1);
}
