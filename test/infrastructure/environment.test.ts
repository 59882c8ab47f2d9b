import { randomUUID } from 'node:crypto';
import { Aws, Fn } from 'aws-cdk-lib';
import { contract as probeComponents } from '../../lambdas/probe-components/contract';
import { checkEnvironmentSize, EnvironmentTooLarge } from '../../lib/constructs/environment';
import type { TaskFunctionProps } from '../../lib/constructs/task-function';
import { deploymentOf } from '../../lib/plan/deployment';
import { packedDeployment } from '../../lib/plan/packed-deployment';
import { deployed, referencePlan } from './deployed';

const EMPTY_NAME = { X: '' };

test('an environment of 4096 bytes, names and values, is the largest that Lambda takes', () => {
  expect(() => checkEnvironmentSize('some-task', { ...EMPTY_NAME, Y: 'é'.repeat(2047) })).not.toThrow();
  expect(() => checkEnvironmentSize('some-task', { ...EMPTY_NAME, Y: `${'é'.repeat(2047)}.` })).toThrow(
    new EnvironmentTooLarge(
      'the environment of some-task has 4097 bytes, expected at most 4096: the plan is too long for one deployment; ' +
        'split its databases and caches over two plans',
    ),
  );
});

test('what is told at deployment counts with the most that it can take, an account with its twelve digits', () => {
  const told = Fn.getStackOutput('a-stack', 'AnOutput');
  expect(() =>
    checkEnvironmentSize('some-task', { ...EMPTY_NAME, Y: `${'.'.repeat(4094 - 96)}${told}` }),
  ).not.toThrow();
  expect(() =>
    checkEnvironmentSize('some-task', { ...EMPTY_NAME, Y: `${'.'.repeat(4095 - 96)}${told}` }),
  ).toThrow('has 4097 bytes');
  const own = `${'.'.repeat(4094 - 12)}${Aws.ACCOUNT_ID}`;
  expect(() => checkEnvironmentSize('some-task', { ...EMPTY_NAME, Y: own })).not.toThrow();
  expect(() => checkEnvironmentSize('some-task', { ...EMPTY_NAME, Y: `${own}.` })).toThrow('has 4097 bytes');
});

test('a plan that is too long for Lambda fails the synthesis and not the deployment', () => {
  const { databases } = referencePlan();
  const many = Array.from({ length: 40 }, (_, at) =>
    databases.map((one) => ({
      ...one,
      id: `main-${at}-${randomUUID()}`,
      primary: { ...one.primary, host: randomUUID() },
    })),
  ).flat();
  expect(() => deployed(referencePlan({ databases: many }))).toThrow(EnvironmentTooLarge);
});

test('a variable that the contract demands and the stack forgot does not compile', () => {
  const complete: TaskFunctionProps<typeof probeComponents.env>['environment'] = {
    DEPLOYMENT: packedDeployment(deploymentOf(referencePlan())),
    LEDGER_TABLE: 'ledger',
    VANTAGE_POINT: 'witness',
  };
  // @ts-expect-error VANTAGE_POINT is missing: `npm run check:types` fails if this is ever allowed.
  const forgotten: typeof complete = { DEPLOYMENT: '{}', LEDGER_TABLE: 'ledger' };
  expect(probeComponents.env.safeParse(complete).success).toBe(true);
  expect(probeComponents.env.safeParse(forgotten).success).toBe(false);
});
