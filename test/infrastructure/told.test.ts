import { contract as writeHeartbeat } from '../../lambdas/write-heartbeat/contract';
import { deploymentOf } from '../../lib/plan/deployment';
import { planOf } from '../../lib/plan/reference-plan';
import { standIns } from '../../lib/plan/stand-ins';
import { WORKLOAD_OUTPUTS } from '../../lib/plan/workload-outputs';
import { builtHouse, builtPlan } from './built';
import { deployed } from './deployed';

const plan = builtPlan();
const house = builtHouse(plan);
const told = standIns(plan);

interface LookUp {
  readonly StackName: string;
  readonly OutputName: string;
  readonly Region: string;
}

/** What CloudFormation makes of a value, if the stacks it asks tell what the stand-ins are. */
// biome-ignore lint/suspicious/noExplicitAny: an intrinsic is whatever CDK writes.
function deployedValue(value: any, stack: string): string {
  if (typeof value === 'string') return value;
  const [kind] = Object.keys(value);
  if (kind === 'Fn::Join')
    return value['Fn::Join'][1].map((part: unknown) => deployedValue(part, stack)).join('');
  if (kind === 'Fn::GetAtt') {
    const [id, attribute] = value['Fn::GetAtt'];
    expect(attribute).toBe('Value');
    return deployedValue(house.one('AWS::SSM::Parameter', stack, id).properties.Value, stack);
  }
  const { StackName, OutputName } = value['Fn::GetStackOutput'] as LookUp;
  const place = StackName === 'firebackup-workload-primary' ? 'primary' : 'recovery';
  return told(place, OutputName as (typeof WORKLOAD_OUTPUTS)[number]);
}

const lookUps = (value: unknown): readonly LookUp[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === 'Fn::GetStackOutput' ? [part] : lookUps(part),
  );
};

test.each(['primary', 'recovery', 'witness'])(
  'in %s a function knows the whole deployment, once CloudFormation has told the rest',
  (stack) => {
    const functions = house
      .all('AWS::Lambda::Function', stack)
      .filter(({ properties }) => properties.Environment.Variables.DEPLOYMENT);
    expect(functions.length).toBeGreaterThan(3);
    for (const { properties } of functions) {
      const { DEPLOYMENT } = properties.Environment.Variables;
      const { DEPLOYMENT: known } = writeHeartbeat.env.parse({
        DEPLOYMENT: deployedValue(DEPLOYMENT, stack),
      });
      expect(known).toEqual(JSON.parse(JSON.stringify(deploymentOf(planOf(plan, told)))));
    }
  },
);

test('what is looked up is an output of the workload in the region where it is asked for', () => {
  const asked = house.resources.flatMap(({ properties }) => lookUps(properties));
  expect(asked.length).toBeGreaterThan(20);
  const regions: Readonly<Record<string, string>> = {
    'firebackup-workload-primary': plan.regions.primary,
    'firebackup-workload-recovery': plan.regions.recovery,
  };
  for (const { StackName, OutputName, Region } of asked) {
    if (OutputName === 'TakenOverHealthCheckId') continue;
    expect(Region).toBe(regions[StackName]);
    expect([...WORKLOAD_OUTPUTS, 'GlobalDatastore']).toContain(OutputName);
  }
});

test('a function asks for nothing by itself, and a plan of an existing workload for nothing at all', () => {
  const variables = house
    .all('AWS::Lambda::Function')
    .map(({ properties }) => properties.Environment?.Variables);
  // But for the one in each region that measures queues, whose address nobody else has.
  expect(lookUps(variables).map(({ OutputName }) => OutputName)).toEqual(['CacheHost', 'CacheHost']);
  const existing = deployed();
  expect(lookUps(existing.resources)).toEqual([]);
  expect(existing.all('AWS::SSM::Parameter')).toEqual([]);
});
