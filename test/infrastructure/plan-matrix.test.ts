import { SIZES } from '../../lib/plan/sizing';
import { builtHouse } from './built';
import { type Deployed, deployed, type SynthesizedStack, templateApp } from './deployed';
import { BUILT_ROWS, type BuiltRow, builtPlanOf, nameOf, PLAN_ROWS, type PlanRow, planOf } from './plan-rows';
import { type TemplateChecks, templateChecks } from './template-checks';

let check: TemplateChecks;
beforeAll(async () => {
  check = await templateChecks();
});

const [FIRST] = PLAN_ROWS as readonly [PlanRow];

/** As long as it may be. */
const RUNBOOKS = 'https://git.example.com/'.padEnd(256, 'x');

/** A plan each; whatever a plan may have beside what rows have is a line of its own here. */
const PLANS: readonly (readonly [name: string, house: () => Deployed])[] = [
  ...PLAN_ROWS.map((row) => [nameOf(row), () => deployed(planOf(row), templateApp())] as const),
  ['an address of the runbook', () => deployed({ ...planOf(FIRST), runbooks: RUNBOOKS }, templateApp())],
  ...BUILT_ROWS.map((row) => [`a workload of ${nameOf(row)}`, () => builtHouse(builtPlanOf(row))] as const),
];

test.each(PLANS)(
  'CloudFormation, IAM and cdk-nag take what is made of a plan with %s',
  async (_, made) => {
    const house = made();
    expect(house.resources.length).toBeGreaterThan(300);
    expect(await check(house)).toEqual([]);
  },
  60_000,
);

test('the same plan makes the same templates, to the letter', () => {
  const [one, other] = [0, 1].map(() => deployed(planOf(FIRST), templateApp()).stacks);
  expect(one).not.toEqual([]);
  expect(differences(one ?? [], other ?? [])).toEqual([]);
});

test('a template that differs from one time to the next is found', () => {
  const made = (id: string): SynthesizedStack[] => [
    { name: 'one', region: 'us-east-1', template: { Resources: { [id]: {} } }, bytes: 1, after: [] },
  ];
  expect(differences(made('Queue1'), made('Queue1'))).toEqual([]);
  expect(differences(made('Queue1'), made('Queue2'))).toEqual(['one: Queue1', 'one: Queue2']);
});

test('each two values of two columns meet in a row', () => {
  const columns = Object.keys(FIRST) as (keyof PlanRow)[];
  const valuesOf = (column: keyof PlanRow) => [...new Set(PLAN_ROWS.map((row) => row[column]))];
  const missing = columns.flatMap((one, at) =>
    columns.slice(at + 1).flatMap((other) =>
      valuesOf(one).flatMap((a) =>
        valuesOf(other)
          .filter((b) => !PLAN_ROWS.some((row) => row[one] === a && row[other] === b))
          .map((b) => `${one} ${a} and ${other} ${b}`),
      ),
    ),
  );
  expect(columns.map((column) => valuesOf(column).length)).toEqual([3, 2, 3, 2, 3]);
  expect(missing).toEqual([]);
});

test('each size, mode, network and number of shards is that of a workload that is built here', () => {
  const all = (column: keyof BuiltRow) => [...new Set(BUILT_ROWS.map((row) => row[column]))].sort();
  expect(all('size')).toEqual([...SIZES].sort());
  expect(all('mode')).toEqual(['approval', 'automatic', 'off']);
  expect(all('network')).toEqual(['new', 'own']);
  expect(all('cacheShards')).toEqual([1, 3]);
});

/** The logical ids of what is in one of both alone, or is not the same in both. */
function differences(
  some: readonly SynthesizedStack[],
  others: readonly SynthesizedStack[],
): readonly string[] {
  const parts = (stacks: readonly SynthesizedStack[]) =>
    new Map(
      stacks.flatMap(({ name, template }) =>
        Object.entries(template.Resources).map(([id, one]) => [`${name}: ${id}`, JSON.stringify(one)]),
      ),
    );
  const [one, other] = [parts(some), parts(others)];
  return [...new Set([...one.keys(), ...other.keys()])].filter((id) => one.get(id) !== other.get(id));
}
