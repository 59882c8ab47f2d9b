import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { checkStackSizes, StackTooLarge } from '../../lib/stacks/stack-size';
import { deployed, referencePlan } from './deployed';

const anApp = (resources: number): App => {
  const app = new App({ context: { 'aws:cdk:disable-stack-trace': true } });
  const stack = new Stack(app, 'one');
  for (let at = 0; at < resources; at += 1) new CfnResource(stack, `Queue${at}`, { type: 'AWS::SQS::Queue' });
  return app;
};

test('a stack of 500 resources, with the one that CDK adds, is the largest that CloudFormation takes', () => {
  expect(() => checkStackSizes(anApp(499))).not.toThrow();
  expect(() => checkStackSizes(anApp(500))).toThrow(
    /^the stack one has 501 resources, expected at most 500: the plan has too many policies, /,
  );
});

test('a plan that is too much for a stack fails the synthesis with a sentence', () => {
  const { policies } = referencePlan();
  const many = Array.from({ length: 30 }, (_, at) =>
    policies.map((one) => ({ ...one, name: `p${at}` })),
  ).flat();
  expect(() => deployed(referencePlan({ policies: many }))).toThrow(StackTooLarge);
});
