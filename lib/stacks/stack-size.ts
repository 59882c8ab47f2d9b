import { type App, CfnResource, Stack } from 'aws-cdk-lib';

/** CloudFormation would not take a stack. */
export class StackTooLarge extends Error {
  override readonly name = 'StackTooLarge';
}

/** CloudFormation's limit on the resources of a stack, not adjustable. */
const MOST = 500;
/** CDK adds one of its own to each, later than this is looked at. */
const BY_CDK = 1;

/**
 * Each schedule of a plan is three resources in both serving regions, beside some 450 of every plan.
 *
 * @throws {StackTooLarge} at synthesis, where CDK would answer with a page of its own code
 */
export function checkStackSizes(app: App): void {
  for (const stack of app.node.children.filter((child) => Stack.isStack(child))) {
    const count = stack.node.findAll().filter((one) => CfnResource.isCfnResource(one)).length + BY_CDK;
    if (count <= MOST) continue;
    throw new StackTooLarge(
      `the stack ${stack.stackName} has ${count} resources, expected at most ${MOST}: the plan has too many policies, dumps, cache ` +
        'backups, databases and caches for one deployment; split them over two plans',
    );
  }
}
