import { StartExecutionInput$, StartExecutionOutput$ } from '@aws-sdk/client-sfn';
import type * as z from 'zod';
import { contract as acknowledgeChange } from '../../lambdas/acknowledge-change/contract';
import { contract as answerApproval } from '../../lambdas/answer-approval/contract';
import { contract as decideFailover } from '../../lambdas/decide-failover/contract';
import { contract as decideSwitchover } from '../../lambdas/decide-switchover/contract';
import { contract as pauseFailover } from '../../lambdas/pause-failover/contract';
import { contract as planDrill } from '../../lambdas/plan-drill/contract';
import { contract as planFailback } from '../../lambdas/plan-failback/contract';
import { contract as planRestore } from '../../lambdas/plan-restore/contract';
import { contract as resumeFailover } from '../../lambdas/resume-failover/contract';
import { objectionsTo, type SsmDocument } from './automation-checker';
import { deployed, type Resource } from './deployed';

const house = deployed();

/** A text of a template, its references as words. */
const inWords = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inWords);
  if (typeof value !== 'object' || value === null) return value;
  const { 'Fn::Join': join, Ref } = value as { 'Fn::Join'?: [string, unknown[]]; Ref?: string };
  if (join) return join[1].map(inWords).join(join[0]);
  if (Ref) return Ref === 'AWS::AccountId' ? '111122223333' : Ref;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inWords(part)]));
};
const documents = house.all('AWS::SSM::Document').map(({ stack, properties }) => ({
  stack,
  name: String(properties.Name).slice(house.plan.name.length + 1),
  properties,
  content: inWords(properties.Content) as SsmDocument,
}));
const documentIn = (stack: string, name: string) => {
  const found = documents.find((one) => one.stack === stack && one.name === name);
  if (!found) throw new Error(`no document ${name} in ${stack}`);
  return found;
};

test('each serving region has the runbooks that can be started there', () => {
  const namesIn = (stack: string) => documents.filter((one) => one.stack === stack).map(({ name }) => name);
  const both = ['acknowledge', 'drill', 'pause', 'restore', 'resume', 'switchover'];
  expect(namesIn('primary').sort()).toEqual([...both, 'failback'].sort());
  expect(namesIn('recovery').sort()).toEqual([...both, 'approve', 'failover'].sort());
});

test('Systems Manager has no objection to any of them', () => {
  expect(
    documents.flatMap(({ stack, name, content }) =>
      objectionsTo(content).map((one) => `${stack}/${name}: ${one}`),
    ),
  ).toEqual([]);
  for (const { properties } of documents) {
    expect(properties).toMatchObject({ DocumentType: 'Automation', UpdateMethod: 'NewVersion' });
  }
});

test('the checker finds what nobody uses, describes, validates, declares or knows', () => {
  const content: SsmDocument = {
    schemaVersion: '0.2',
    description: 'a document',
    assumeRole: 'a role',
    parameters: { Unused: { type: 'String', description: '' } },
    mainSteps: [
      { name: 'Start', action: 'aws:runEverything', inputs: { input: '{{ Missing }}' }, isEnd: true },
      { name: 'Choose', action: 'aws:branch', inputs: { Choices: [], Default: 'Nowhere' } },
    ],
    outputs: ['Start.Nothing'],
  };
  expect([...objectionsTo(content)].sort()).toEqual([
    'Choose leads to Nowhere, which is no step',
    'Start: aws:runEverything is no known action',
    'output Start.Nothing is nothing that its step puts out',
    'parameter Unused has no description',
    'parameter Unused is not used',
    'parameter Unused takes anything',
    'schemaVersion is 0.2, expected 0.3',
    '{{ Missing }} is nothing',
  ]);
});

test('the calls that they make have members that the SDK knows, and so has the answer', () => {
  const membersOf = (shape: unknown) => (shape as [number, string, string, unknown, string[]])[4];
  const calls = documents.flatMap(({ content }) =>
    content.mainSteps.filter(({ action }) => action === 'aws:executeAwsApi'),
  );
  expect(calls.length).toBeGreaterThan(8);
  for (const { inputs, outputs = [] } of calls) {
    const { Service, Api, ...members } = inputs;
    expect([Service, Api]).toEqual(['stepfunctions', 'StartExecution']);
    expect(membersOf(StartExecutionInput$)).toEqual(expect.arrayContaining(Object.keys(members)));
    for (const { Selector } of outputs)
      expect(membersOf(StartExecutionOutput$)).toContain(Selector.replace(/^\$\./, ''));
  }
});

/** Something for every parameter that passes its own rules. */
const SAMPLES: Readonly<Record<string, string>> = {
  ApprovedBy: "Ada Lovelace O'Neill",
  By: 'Zoë Müller',
  Trigger: 'invoices were deleted at 10:00, see #12',
  Because: 'a deployment',
  Run: 'run-1',
  Hash: 'a1b2c3',
  Answer: 'approve',
  DryRun: 'true',
  Store: 'main',
  To: '2026-11-23T09:59:00Z',
  DeleteOldPrimary: 'arn:aws:rds:us-east-1:111122223333:db:firebackup-primary-kept-a1b2c3d4',
};
const filled = (text: unknown) =>
  JSON.parse(String(text).replace(/\{\{ (\w+) \}\}/g, (_, name: string) => SAMPLES[name] as string));
const requestOf = (contract: { input: unknown }) =>
  (contract.input as z.ZodObject<{ request: z.ZodType }>).shape.request;

test.each<[string, string, z.ZodType]>([
  ['recovery', 'failover', requestOf(decideFailover)],
  ['primary', 'switchover', requestOf(decideSwitchover)],
  ['primary', 'failback', requestOf(planFailback)],
  ['recovery', 'restore', requestOf(planRestore)],
  ['recovery', 'drill', requestOf(planDrill)],
  ['primary', 'pause', pauseFailover.input],
  ['primary', 'resume', resumeFailover.input],
  ['primary', 'acknowledge', acknowledgeChange.input],
  ['recovery', 'approve', answerApproval.input],
])('in %s, what %s hands on is what its task expects', (stack, name, expected) => {
  const { content } = documentIn(stack, name);
  const handed = content.mainSteps.flatMap(({ inputs }) => inputs.input ?? inputs.Payload ?? []);
  expect(handed.length).toBeGreaterThan(0);
  for (const text of handed) {
    const parsed = expected.safeParse(filled(text));
    expect([text, parsed.error?.issues ?? []]).toEqual([text, []]);
    // Nothing that is handed on falls by the way because the task knows it by another name.
    expect(parsed.data).toMatchObject(filled(text));
  }
});

test('a run is taken up, and an old primary deleted, only where that was asked for', () => {
  const inputsOf = (stack: string, name: string) =>
    documentIn(stack, name).content.mainSteps.map(({ name: step, inputs }) => [step, inputs]);
  for (const [stack, name, parameter, none, field] of [
    ['recovery', 'failover', 'Run', 'new', 'run'],
    ['primary', 'failback', 'DeleteOldPrimary', 'none', 'deleteOldPrimary'],
  ] as const) {
    const [branch, without, withIt] = inputsOf(stack, name);
    expect(branch).toEqual([
      `Is${parameter}Given`,
      {
        Choices: [{ NextStep: 'Start', Variable: `{{ ${parameter} }}`, StringEquals: none }],
        Default: 'StartWithIt',
      },
    ]);
    expect(JSON.stringify(without)).not.toContain(`${field}\\"`);
    expect(JSON.stringify(withIt)).toContain(`${field}\\":\\"{{ ${parameter} }}`);
  }
});

test('no parameter can break out of the text that it is put into', () => {
  const free = documents.flatMap(({ content }) => Object.values(content.parameters));
  const patterns = [...new Set(free.flatMap(({ allowedPattern }) => allowedPattern ?? []))];
  expect(patterns.length).toBeGreaterThan(3);
  for (const pattern of patterns) {
    for (const bad of ['"', '\\', '{{ global:REGION }}', 'a\nb', ''])
      expect([pattern, bad, new RegExp(pattern, 'u').test(bad)]).toEqual([pattern, bad, false]);
  }
  for (const { content } of documents) {
    for (const [name, { allowedPattern, allowedValues }] of Object.entries(content.parameters)) {
      const sample = SAMPLES[name] as string;
      const passes = allowedValues?.includes(sample) ?? new RegExp(allowedPattern ?? '(?!)').test(sample);
      expect([name, passes]).toEqual([name, true]);
    }
  }
});

const statementsOf = ({ properties }: Resource) =>
  (properties.Policies ?? [properties]).flatMap(
    ({ PolicyDocument }: { PolicyDocument: { Statement: object[] } }) => PolicyDocument.Statement,
  );

test('the role of each may start the one thing that it starts, which stands in its region', () => {
  const standing = (stack: string) => [
    ...house
      .all('AWS::StepFunctions::StateMachine', stack)
      .map(({ properties }) => `stateMachine:${properties.StateMachineName}`),
    ...house
      .all('AWS::Lambda::Function', stack)
      .map(({ properties }) => `function:${properties.FunctionName}`),
  ];
  for (const { stack, properties, content } of documents) {
    const role = house.one('AWS::IAM::Role', stack, properties.Content.assumeRole['Fn::GetAtt'][0]);
    const [statement, ...others] = statementsOf(role).map(inWords);
    expect(others).toEqual([]);
    const targets = content.mainSteps.flatMap(
      ({ inputs }) => inputs.stateMachineArn ?? inputs.FunctionName ?? [],
    );
    expect([...new Set(targets)]).toEqual([statement.Resource]);
    expect(['states:StartExecution', 'lambda:InvokeFunction']).toContain(statement.Action);
    expect(standing(stack)).toContain(statement.Resource.split(':').slice(5).join(':'));
    expect(JSON.stringify(role.properties.AssumeRolePolicyDocument)).toContain(':automation-execution/*');
  }
});

describe.each(['primary', 'recovery'])('the policies of %s', (stack) => {
  const allowed = (part: string, action: string): readonly string[] => {
    const policy = house.one('AWS::IAM::ManagedPolicy', stack, `${part}Policy`);
    return (statementsOf(policy).map(inWords) as { Action: unknown; Resource: unknown }[])
      .filter(({ Action }) => [Action].flat().includes(action))
      .flatMap(({ Resource }) => [Resource].flat())
      .map((arn) => (typeof arn === 'string' ? arn.split(':').slice(5).join(':') : JSON.stringify(arn)))
      .sort();
  };
  const [last] = stack === 'primary' ? ['failback'] : ['failover'];

  test('let the operator start what can be undone, and nothing else', () => {
    const documentsOf = ['drill', 'restore', 'pause', 'resume', 'acknowledge'].flatMap((name) => [
      `document/firebackup-${name}`,
      `automation-definition/firebackup-${name}:*`,
    ]);
    expect(allowed('Operator', 'ssm:StartAutomationExecution')).toEqual(
      [...documentsOf, 'automation-execution/*'].sort(),
    );
    expect(allowed('Operator', 'states:StartExecution')).toEqual([
      'stateMachine:firebackup-cache-backup',
      'stateMachine:firebackup-drill',
      'stateMachine:firebackup-logical-dump',
      'stateMachine:firebackup-restore',
      'stateMachine:firebackup-snapshot',
      'stateMachine:firebackup-wal-check',
    ]);
    // In each of the three regions: the ledger may answer anywhere. The status page is of this one.
    expect(allowed('Operator', 'lambda:InvokeFunction')).toEqual([
      ...['acknowledge-change', 'pause-failover', 'resume-failover'].flatMap((name) =>
        Array(3).fill(`function:firebackup-${name}`),
      ),
      'function:firebackup-serve-health',
    ]);
  });

  test('let the approver move the active region and answer for it, and nothing else', () => {
    expect(allowed('Approver', 'states:StartExecution')).toEqual([
      `stateMachine:firebackup-${last}`,
      'stateMachine:firebackup-switchover',
    ]);
    expect(allowed('Approver', 'lambda:InvokeFunction')).toEqual([
      ...(stack === 'recovery' ? ['function:firebackup-answer-approval'] : []),
      'function:firebackup-serve-health',
    ]);
    expect(allowed('Approver', 'iam:PassRole')).toHaveLength(stack === 'recovery' ? 3 : 2);
  });

  test.each(['Operator', 'Approver'])(
    'let the %s look at the status page by its address, and at the dashboards of both regions',
    (part) => {
      expect(allowed(part, 'lambda:InvokeFunctionUrl')).toEqual(['function:firebackup-serve-health']);
      expect(allowed(part, 'cloudwatch:GetDashboard')).toEqual([
        'dashboard/firebackup-primary',
        'dashboard/firebackup-recovery',
      ]);
    },
  );

  test.each(['Operator', 'Approver', 'Auditor'])(
    'let the %s read the ledger, and write nothing there',
    (part) => {
      const policy = JSON.stringify(house.one('AWS::IAM::ManagedPolicy', stack, `${part}Policy`).properties);
      expect(policy).toContain('dynamodb:Query');
      expect(policy).not.toMatch(/dynamodb:(Put|Update|Delete)/);
      for (const region of ['us-east-1', 'us-west-2', 'us-east-2'])
        expect(policy).toContain(`:dynamodb:${region}:`);
    },
  );
});
