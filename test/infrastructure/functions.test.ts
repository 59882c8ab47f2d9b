import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Contract } from '../../lambdas/runtime/contract';
import { deployed } from './deployed';

const house = deployed();
const functions = house.all('AWS::Lambda::Function');

const lambdas = join(import.meta.dirname, '..', '..', 'lambdas');
const folders = readdirSync(lambdas).filter((name) => name !== 'runtime');
const contracts = new Map<string, Contract>();

beforeAll(async () => {
  for (const name of folders) {
    const { contract } = (await import(join(lambdas, name, 'contract'))) as { contract: Contract };
    contracts.set(name, contract);
  }
});

const contractOf = (functionName: string): Contract => {
  const contract = contracts.get(functionName.slice(house.plan.name.length + 1));
  if (!contract) throw new Error(`${functionName} has no folder in lambdas/`);
  return contract;
};

const BY_THE_HOUSE = ['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS'];

test('every lambda is deployed somewhere, under its own name', () => {
  const deployedNames = functions.map(({ properties }) => contractOf(properties.FunctionName).name);
  expect([...new Set(deployedNames)].sort()).toEqual([...folders].sort());
});

test('every function has the variables that its contract demands, and they parse', () => {
  for (const { properties } of functions) {
    const { env, name } = contractOf(properties.FunctionName);
    const variables: Record<string, unknown> = properties.Environment.Variables;
    // What a function may be without is missing where it would have nothing to say.
    const demanded = Object.entries((env as z.ZodObject).shape).flatMap(([key, schema]) =>
      (schema as z.ZodType).safeParse(undefined).success && !(key in variables) ? [] : [key],
    );
    expect([
      name,
      Object.keys(variables)
        .filter((key) => !BY_THE_HOUSE.includes(key))
        .sort(),
    ]).toEqual([name, demanded.sort()]);
    const known = Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, inWords(value)]));
    expect(() => env.parse(known)).not.toThrow();
  }
});

/** A text of a template, with every reference in it as a word. */
function inWords(value: unknown): string {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': join } = value as { 'Fn::Join'?: [string, unknown[]] };
  return join ? join[1].map(inWords).join(join[0]) : 'a reference';
}

test('every function has the time that its contract gives it, and says its purpose', () => {
  for (const { properties } of functions) {
    const { timeoutSeconds, purpose } = contractOf(properties.FunctionName);
    expect(properties).toMatchObject({ Timeout: timeoutSeconds, Description: purpose });
  }
});

test('functions that speak SQL stand in the network of their region and trust RDS; the others stand in none', () => {
  for (const { stack, properties } of functions) {
    const inVpc = contractOf(properties.FunctionName).network === 'vpc';
    const network = stack === 'primary' ? house.plan.networks.primary : house.plan.networks.recovery;
    expect(properties.VpcConfig).toEqual(
      inVpc ? { SubnetIds: network.subnets, SecurityGroupIds: [network.securityGroup] } : undefined,
    );
    expect(properties.Environment.Variables.NODE_EXTRA_CA_CERTS).toBe(
      inVpc ? '/var/runtime/ca-cert.pem' : undefined,
    );
  }
});

test('each prober knows where it stands', () => {
  const seen = functions
    .filter(({ properties }) => properties.FunctionName.endsWith('probe-components'))
    .map(({ stack, properties }) => [stack, properties.Environment.Variables.VANTAGE_POINT]);
  expect(seen.sort()).toEqual([
    ['recovery', 'recovery'],
    ['witness', 'witness'],
  ]);
});

test.each([
  ['ServeRole', 'NONE', 10],
  ['ServeHealth', 'AWS_IAM', undefined],
])('%s has an address in both serving regions, of the kind %s', (task, authType, callsAtATime) => {
  for (const stack of ['primary', 'recovery']) {
    const called = house.one('AWS::Lambda::Function', stack, task);
    const { properties } = house.one('AWS::Lambda::Url', stack, task);
    expect(properties.TargetFunctionArn['Fn::GetAtt'][0]).toBe(called.id);
    expect(properties.AuthType).toBe(authType);
    expect(called.properties.ReservedConcurrentExecutions).toBe(callsAtATime);
  }
});

test.each([
  ['RoleUrl', 'ServeRole', 'role'],
  ['HealthUrl', 'ServeHealth', ''],
])('the output %s of both serving regions is the address of %s', (output, task, path) => {
  for (const stack of ['primary', 'recovery']) {
    const { template } = house.stacks.find(({ name }) => name === `firebackup-${stack}`) ?? {};
    const address = { 'Fn::GetAtt': [house.one('AWS::Lambda::Url', stack, task).id, 'FunctionUrl'] };
    expect(template.Outputs[output]).toEqual({
      Description: expect.stringMatching(/^Answers GET /),
      Value: path ? { 'Fn::Join': ['', [address, path]] } : address,
    });
  }
});

test('nothing else can be called from outside, and without a signature the role beacon alone', () => {
  expect(house.all('AWS::Lambda::Url')).toHaveLength(4);
  const open = house
    .all('AWS::Lambda::Permission')
    .filter(({ properties }) => properties.Principal === '*')
    .map(({ stack, properties }) => `${stack}/${properties.FunctionName['Fn::GetAtt'][0]}`);
  const beacons = ['primary', 'recovery'].map(
    (stack) => `${stack}/${house.one('AWS::Lambda::Function', stack, 'ServeRole').id}`,
  );
  expect([...new Set(open)].sort()).toEqual(beacons);
});
