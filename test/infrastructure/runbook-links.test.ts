import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../../lib/plan/plan';
import { builtHouse, builtPlan } from './built';
import { type Deployed, deployed, type Resource, referencePlan } from './deployed';

const RUNBOOK = join(import.meta.dirname, '..', '..', 'statemachines', 'README.md');
const headings = [...readFileSync(RUNBOOK, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
const IN_THE_REPOSITORY = 'statemachines/README.md';
const RUNBOOKS = `https://git.example.com/ops/firebackup-ha/blob/main/${IN_THE_REPOSITORY}`;
const LONGEST_NAME = 'a-name-of-twenty-four-ab';
const LONGEST = `https://git.example.com/${'x'.repeat(256)}`.slice(0, 256);

/** Both kinds of plan, without an address or with this one. */
const housesWith = (runbooks: string | undefined, name?: string): readonly Deployed[] => {
  const named: Partial<Pick<Plan, 'name' | 'runbooks'>> = {
    ...(name && { name }),
    ...(runbooks && { runbooks }),
  };
  return [deployed(referencePlan(named)), builtHouse(builtPlan({}, named))];
};
const [existing, built] = housesWith(RUNBOOKS) as [Deployed, Deployed];

/** Alarms that people read: those that scale a service call nobody. */
const announced = ({ all }: Deployed): readonly Resource[] =>
  all('AWS::CloudWatch::Alarm').filter(
    ({ properties }) => !JSON.stringify(properties.AlarmActions).includes('Scaling'),
  );
const linksIn = (text: string, address: string): readonly string[] =>
  text
    .split(`${address}#`)
    .slice(1)
    .map((rest) => /^[a-z-]+/.exec(rest)?.[0] ?? '');
const textsOf = ({ stacks }: Deployed): string => JSON.stringify(stacks.map(({ template }) => template));
const carriers = ({ all }: Deployed): readonly string[] => [
  ...new Set(
    all('AWS::Lambda::Function')
      .filter(({ properties }) => 'RUNBOOKS' in (properties.Environment?.Variables ?? {}))
      .map(({ properties }) => properties.FunctionName.replace(/^firebackup-/, '')),
  ),
];

describe.each([
  ['an existing workload', existing, ['primary', 'recovery'], 40],
  ['a built one', built, ['primary', 'recovery', 'workload-primary', 'workload-recovery'], 50],
] as const)('with an address in the plan of %s', (_, house, stacks, least) => {
  test('every alarm of every region ends with a link that leads to a heading', () => {
    const alarms = announced(house);
    expect(alarms.length).toBeGreaterThan(least);
    expect([...new Set(alarms.map(({ stack }) => stack))].sort()).toEqual(stacks);
    for (const { properties } of alarms) {
      const [, link = ''] = properties.AlarmDescription.split('. What to do: ');
      expect(link).toMatch(/^https:\/\/git\.example\.com\/ops\/.+\/README\.md#[a-z-]+$/);
      expect(headings).toContain(link.slice(`${RUNBOOKS}#`.length));
    }
  });

  test('no template leads to the file in the repository, and every link of one leads to a heading', () => {
    const text = textsOf(house);
    expect(text.replaceAll(RUNBOOKS, '')).not.toContain(IN_THE_REPOSITORY);
    expect(linksIn(text, RUNBOOKS).filter((heading) => !headings.includes(heading))).toEqual([]);
  });

  test('notices of machines, forms and bad endings carry it', () => {
    const machines = house.all('AWS::StepFunctions::StateMachine');
    const linked = machines.filter(({ properties }) => JSON.stringify(properties).includes(`${RUNBOOKS}#`));
    expect(
      linked.map(({ properties }) => properties.StateMachineName.replace(/^firebackup-/, '')).sort(),
    ).toEqual(['failover', 'switchover', 'switchover']);
    const forms = house.all('AWS::SSM::Document');
    expect(forms.length).toBeGreaterThan(10);
    for (const { properties } of forms) {
      expect(JSON.stringify(properties.Content)).toMatch(/\[[a-z-]+\]\(https:\/\/git\.example\.com\/ops\//);
    }
    for (const stack of ['primary', 'recovery']) {
      const [{ InputTransformer }] = house.one('AWS::Events::Rule', stack, 'RunEndings').properties.Targets;
      expect(InputTransformer.InputTemplate).toContain(
        `"whatToDo":"${RUNBOOKS}, under the name of the machine`,
      );
    }
  });

  test('of the functions only those carry it whose words go out by mail', () => {
    expect([...carriers(house)].sort()).toEqual(['decide-failover', 'record-failure']);
  });
});

test('without an address nothing is linked, and no function carries one', () => {
  for (const house of housesWith(undefined)) {
    const links = announced(house).map(
      ({ properties }) => properties.AlarmDescription.split('. What to do: ')[1],
    );
    expect(links.filter((link) => !link.startsWith(`${IN_THE_REPOSITORY}#`))).toEqual([]);
    expect(textsOf(house)).not.toContain(`/${IN_THE_REPOSITORY}`);
    expect(carriers(house)).toEqual([]);
  }
});

test('the longest address that a plan takes, under the longest name, fits into what AWS takes', () => {
  // That it fits into the variables of functions, the synthesis sees to.
  for (const house of housesWith(LONGEST, LONGEST_NAME)) {
    const descriptions = announced(house).map(({ properties }) => properties.AlarmDescription.length);
    expect(Math.max(...descriptions)).toBeLessThanOrEqual(1024);
    for (const { properties } of house.all('AWS::Events::Rule')) {
      for (const { InputTransformer } of properties.Targets)
        expect(InputTransformer?.InputTemplate.length ?? 0).toBeLessThanOrEqual(8192);
    }
    for (const { properties } of house.all('AWS::SSM::Document'))
      expect(JSON.stringify(properties.Content).length).toBeLessThanOrEqual(65_536);
  }
});
