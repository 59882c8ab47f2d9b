import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { deploymentOf } from '../../lib/plan/deployment';
import { planJsonSchema } from '../../lib/plan/json-schema';
import { readDeclaredPlan, readPlan } from '../../lib/plan/parse-plan';
import { aPlan } from '../helpers/a-plan';

const EXAMPLE = 'firebackup.yaml';
const REFERENCE = 'firebackup.reference.yaml';
const COMMITTED_SCHEMA = 'lib/plan/firebackup.schema.json';

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, ObjectSchema>>;
  readonly items?: ObjectSchema;
  readonly additionalProperties?: boolean;
}

const committedSchema = () => JSON.parse(readFileSync(COMMITTED_SCHEMA, 'utf8'));
/** The half of the schema that holds for plans with an existing workload, or a built one. */
const schemaOf = (workload: 'else' | 'then'): ObjectSchema => committedSchema()[workload];

/** Paths of a declared plan that a schema does not name. */
function unnamedIn(declared: unknown, schema: ObjectSchema | undefined, path = 'plan'): string[] {
  if (!schema) return [path];
  if (Array.isArray(declared)) return declared.flatMap((one) => unnamedIn(one, schema.items, path));
  if (typeof declared !== 'object' || declared === null) return [];
  return Object.entries(declared).flatMap(([key, value]) =>
    unnamedIn(value, schema.properties?.[key], `${path}.${key}`),
  );
}

/** The rows of the guide's table of availability targets, in percent and seconds. */
function guidedTargets() {
  return {
    api: { availability: 99.99, rto: 5 * 60, rpo: 0 },
    workers: { availability: 99.9, rto: 15 * 60, rpo: 0 },
    database: { availability: 99.99, rto: 60, rpo: 60 },
    cache: { availability: 99.9, rto: 60, rpo: 5 * 60 },
  };
}

test('the example is a plan', () => {
  expect(readPlan(EXAMPLE)).toMatchObject({
    regions: { primary: 'us-east-1', recovery: 'us-west-2', witness: 'us-east-2' },
    failover: { mode: 'approval', whenUnfenced: 'stop', coolDown: 3_600 },
    databases: [{ id: 'main', backupRetentionDays: 7, primary: { port: 5432 } }],
  });
});

test('the objectives that the example writes out are the defaults', () => {
  const { objectives, probe } = aPlan();
  expect(readPlan(EXAMPLE)).toMatchObject({ objectives, probe });
});

test('the defaults inside a region are the targets of the guide', () => {
  expect(aPlan().objectives.zone).toEqual(guidedTargets());
});

test('the defaults for a lost region allow for the promotion of a managed replica', () => {
  expect(aPlan().objectives.region).toMatchObject({
    api: { rto: 900 },
    database: { rto: 900, rpo: 60 },
    cache: { rpo: 300 },
  });
});

test('an objective that is named replaces its default and leaves the others', () => {
  const { zone } = aPlan({
    objectives: { zone: { api: { availability: 99, rto: '1h', rpo: '1m' } } },
  }).objectives;
  expect(zone).toEqual({ ...guidedTargets(), api: { availability: 99, rto: 3_600, rpo: 60 } });
});

test('the example of a built workload is a plan of the medium size', () => {
  expect(readDeclaredPlan(REFERENCE)).toMatchObject({
    workload: 'reference',
    reference: { size: 'medium', replicas: 2, cacheShards: 1, active: 'primary' },
    databases: [{ id: 'main', backupRetentionDays: 7 }],
  });
});

test('both examples promise the same, and keep the same', () => {
  const { policies, objectives, api: named, regions, failover, probe, drill } = readPlan(EXAMPLE);
  const { loadBalancers: _, ...api } = named;
  expect(readDeclaredPlan(REFERENCE)).toMatchObject({
    policies,
    objectives,
    api,
    regions,
    failover,
    probe,
    drill,
  });
});

test('the schema that editors read is the one in the code', () => {
  expect(committedSchema()).toEqual(JSON.parse(JSON.stringify(planJsonSchema())));
});

test.each([
  [EXAMPLE, 'else'],
  [REFERENCE, 'then'],
] as const)('the schema that editors read names every key of %s, and no other', (file, half) => {
  const declared = parse(readFileSync(file, 'utf8'));
  expect(unnamedIn(declared, schemaOf(half))).toEqual([]);
  expect(unnamedIn({ ...declared, colour: 'red' }, schemaOf(half))).toEqual(['plan.colour']);
  expect(schemaOf(half).additionalProperties).toBe(false);
});

test('what the functions know of the example fits into their environment', () => {
  // 4096 bytes are all that a function's variables may have together; the others need a few hundred.
  expect(Buffer.byteLength(JSON.stringify(deploymentOf(readPlan(EXAMPLE))))).toBeLessThan(4096 - 512);
});
