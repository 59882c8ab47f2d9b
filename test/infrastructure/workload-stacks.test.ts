import { Stack } from 'aws-cdk-lib';
import { addPlanStacks } from '../../lib/stacks/plan-stacks';
import { builtHouse, builtPlan } from './built';
import { listOf, templateApp } from './deployed';
import { actionExists, resourceTypesOf, type Statement } from './iam-actions';
import { type TemplateChecker, templateChecker } from './template-checker';

const house = builtHouse();
const BUILT = ['traffic', 'workload-primary', 'workload-recovery'];
const resources = house.resources.filter(({ stack }) => BUILT.includes(stack));

let check: TemplateChecker;
beforeAll(async () => {
  check = await templateChecker();
});

test('CloudFormation knows every property of what is built', () => {
  expect(resources.length).toBeGreaterThan(150);
  expect(
    resources.flatMap(({ stack, id, type, properties }) =>
      check(type, properties).map((one) => `${stack}/${id}: ${one}`),
    ),
  ).toEqual([]);
});

test('what is built comes before the ledger, primary first, and the public name comes last', () => {
  const app = templateApp();
  addPlanStacks(app, builtPlan());
  const stacks = app.node.children.filter((child) => Stack.isStack(child));
  const after = Object.fromEntries(
    stacks.map((stack) => [
      stack.stackName.replace('firebackup-', ''),
      stack.dependencies.map(({ stackName }) => stackName.replace('firebackup-', '')).sort(),
    ]),
  );
  expect(after).toEqual({
    'workload-primary': [],
    'workload-recovery': ['workload-primary'],
    ledger: ['workload-primary', 'workload-recovery'],
    witness: ['ledger'],
    recovery: ['ledger'],
    primary: ['ledger', 'recovery'],
    traffic: ['recovery'],
  });
});

const granted: readonly Statement[] = resources.flatMap(({ type, properties }) => {
  const inline = type === 'AWS::IAM::Role' ? (properties.Policies ?? []) : [];
  const attached = type === 'AWS::IAM::Policy' ? [properties] : [];
  return [...inline, ...attached].flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
});
const actionsOf = ({ Action }: Statement) => listOf(Action) as readonly string[];

test('every action that is granted exists, and none by a wildcard or by a policy of others', async () => {
  const actions = [...new Set(granted.flatMap(actionsOf))];
  expect(actions.length).toBeGreaterThan(8);
  const unknown = await Promise.all(
    actions.map(async (action) => ((await actionExists(action)) ? [] : [action])),
  );
  expect(unknown.flat()).toEqual([]);
  expect(resources.filter(({ properties }) => properties.ManagedPolicyArns)).toEqual([]);
});

test('all resources are granted only where IAM knows no kinds of them', async () => {
  const everywhere = granted.filter(({ Resource }) => listOf(Resource).includes('*')).flatMap(actionsOf);
  expect([...new Set(everywhere)]).toEqual(['ecr:GetAuthorizationToken']);
  expect(await resourceTypesOf('ecr:GetAuthorizationToken')).toEqual([]);
});

test('a task may read the password of the application, and only the one that prepares the database that of its master', () => {
  const readers = resources
    .filter(
      ({ type, properties }) =>
        type === 'AWS::IAM::Role' && JSON.stringify(properties).includes('GetSecretValue'),
    )
    .map(({ stack, id, properties }) => [
      `${stack} ${id.replace(/StartingRole[0-9A-F]{8}$/, '')}`,
      JSON.stringify(properties).includes('SecretsMaster'),
    ]);
  expect(readers.sort()).toEqual([
    ['workload-primary Api', false],
    ['workload-primary PrepareDatabase', true],
    ['workload-primary Workers', false],
    ['workload-recovery Api', false],
    ['workload-recovery Workers', false],
  ]);
});
