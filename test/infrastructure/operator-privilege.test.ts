import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { privilegeObjections } from './command-actions';
import { deployed, listOf } from './deployed';
import { sendableFrom } from './sendable';

const house = deployed();

/** What each policy is for: every command that asks AWS, by its file and the function in it. */
const COMMANDS = {
  Operator: {
    brakes: ['pause', 'resume', 'acknowledge'],
    doctor: ['doctor'],
    'recover-now': ['recoverNow'],
    'recovery-points': ['recoveryPoints'],
    report: ['report'],
    'run-show': ['runShow'],
    runbook: ['runbook'],
    runs: ['runs'],
    'start-backup': ['restore', 'drill', 'backup', 'dump', 'cacheBackup', 'walCheck'],
    'serve-status': ['serveStatus'],
    status: ['status'],
  },
  Approver: { brakes: ['answerApproval'], 'move-role': ['failover', 'switchover', 'failback'] },
  Auditor: {
    'recover-now': ['recoverNow'],
    'recovery-points': ['recoveryPoints'],
    report: ['report'],
    'run-show': ['runShow'],
    runs: ['runs'],
  },
} as const;

/** What is no command, asks AWS nothing, or comes before there is a policy: `init` reads an account that has no plan yet. */
const WITHOUT_AWS = [
  'cost',
  'init',
  'plan-check',
  'plan-explain',
  'rehearse',
  'run-report',
  'size',
  'try-backup',
  'try-policy',
  'try-wal-check',
  'with-record',
];

/** What a person has these for who starts the same by the console. */
const CONSOLES = [
  'ssm:StartAutomationExecution',
  'ssm:GetDocument',
  'ssm:DescribeDocument',
  'ssm:GetAutomationExecution',
  'ssm:DescribeAutomationStepExecutions',
  'ssm:ListDocuments',
  'ssm:DescribeAutomationExecutions',
  'iam:PassRole',
  'states:DescribeStateMachine',
  'states:ListExecutions',
  // The status page, by its address, and the dashboards.
  'lambda:InvokeFunctionUrl',
  'cloudwatch:GetDashboard',
  'cloudwatch:DescribeAlarms',
  'cloudwatch:GetMetricData',
  'cloudwatch:ListDashboards',
];

/** What an auditor has these for who reads the documents of runs by AWS' own command, as `docs/auditor.md` has it. */
const DOCUMENTS = [
  'cloudformation:DescribeStacks',
  's3:GetObject',
  's3:GetObjectVersion',
  's3:GetObjectRetention',
  's3:ListBucket',
  's3:ListBucketVersions',
];

const WITHOUT_COMMAND = { Operator: CONSOLES, Approver: CONSOLES, Auditor: DOCUMENTS } as const;

/** Verbs that only have the name of another one. */
const ANOTHERS = {
  Operator: {
    'client-elasticache:DescribeCacheClusters': "securityGroups is EC2's, not a replication group's",
    'client-elasticache:FailoverGlobalReplicationGroup': "failover is the plan's, not a datastore's",
  },
  Approver: {},
  Auditor: {},
} as const;

const found = (part: keyof typeof COMMANDS) =>
  new Set(
    Object.entries(COMMANDS[part]).flatMap(([file, names]: [string, readonly string[]]) =>
      names.flatMap((name) => [...sendableFrom(`operator/commands/${file}.ts`, name)]),
    ),
  );
const policyOf = (stack: string, part: string) =>
  house.one('AWS::IAM::ManagedPolicy', stack, `${part}Policy`).properties.PolicyDocument;
/** An operator has the doctor's too. */
const POLICIES = {
  Operator: ['Operator', 'Doctor'],
  Approver: ['Approver'],
  Auditor: ['Auditor'],
} as const;
const granted = (stack: string, part: keyof typeof POLICIES): readonly string[] => [
  ...new Set(POLICIES[part].flatMap((policy) => grantedBy(stack, policy))),
];
const grantedBy = (stack: string, policy: string): readonly string[] => [
  ...new Set(
    (policyOf(stack, policy).Statement as { Action: unknown }[]).flatMap(
      ({ Action }) => listOf(Action) as string[],
    ),
  ),
];

test('every command is known to need a policy, or none', () => {
  const files = readdirSync(join(import.meta.dirname, '..', '..', 'operator', 'commands'));
  const known = [...Object.values(COMMANDS).flatMap((one) => Object.keys(one)), ...WITHOUT_AWS];
  expect(files.map((file) => file.replace('.ts', '')).sort()).toEqual([...new Set(known)].sort());
});

const parts = ['primary', 'recovery'].flatMap((stack) =>
  (['Operator', 'Approver', 'Auditor'] as const).map((part) => [part, stack] as const),
);

test.each(parts)(
  'the policy of the %s in the %s region has what the commands send, and nothing else',
  (part, stack) => {
    const sent = new Set([...found(part)].filter((command) => !(command in ANOTHERS[part])));
    const calls = granted(stack, part).filter((action) => !WITHOUT_COMMAND[part].includes(action));
    expect(privilegeObjections(calls, sent)).toEqual([]);
  },
);

test('the doctor looks, and has nothing that the operator has', () => {
  for (const stack of ['primary', 'recovery']) {
    const doctors = grantedBy(stack, 'Doctor');
    expect(doctors.filter((action) => !/:(Describe|Get|Decrypt)/.test(action))).toEqual([]);
    expect(doctors.filter((action) => grantedBy(stack, 'Operator').includes(action))).toEqual([]);
  }
});

test('the auditor reads, and of the operator has the ledger alone', () => {
  for (const stack of ['primary', 'recovery']) {
    const auditors = grantedBy(stack, 'Auditor');
    expect(auditors.filter((action) => !/:(Describe|Get|List|Query)/.test(action))).toEqual([]);
    expect(auditors.filter((action) => grantedBy(stack, 'Operator').includes(action))).toEqual([
      'dynamodb:GetItem',
      'dynamodb:Query',
    ]);
  }
});

test.each(['primary', 'recovery'])(
  'in %s the auditor reads what runs leave in the evidence bucket, in no other, and finds out its name',
  (stack) => {
    const bucket = house.one('AWS::S3::Bucket', stack, 'Evidence').id;
    const arn = { 'Fn::GetAtt': [bucket, 'Arn'] };
    const statements: { Action: string | string[]; Resource: unknown }[] = policyOf(
      stack,
      'Auditor',
    ).Statement;
    const inBuckets = statements.filter(({ Action }) =>
      listOf(Action).some((one) => /^s3:/.test(String(one))),
    );
    expect(inBuckets.map(({ Resource }) => Resource)).toEqual([{ 'Fn::Join': ['', [arn, '/runs/*']] }, arn]);
    const [described] = statements.filter(({ Action }) => Action === 'cloudformation:DescribeStacks');
    expect(resolved(described?.Resource)).toBe(
      `arn:aws:cloudformation:${house.plan.regions[stack as 'primary' | 'recovery']}:111122223333:stack/firebackup-${stack}/*`,
    );
    const { Outputs } = house.stacks.find(({ name }) => name === `firebackup-${stack}`)?.template ?? {};
    expect(Outputs.EvidenceBucketName.Value).toEqual({ Ref: bucket });
  },
);

test('what is excused is still found, and what no command sends is still granted', () => {
  const all = new Set(parts.flatMap(([part]) => [...found(part)]));
  expect(
    Object.values(ANOTHERS)
      .flatMap(Object.keys)
      .filter((command) => !all.has(command)),
  ).toEqual([]);
  for (const [part, stack] of parts)
    expect(WITHOUT_COMMAND[part].filter((action) => !granted(stack, part).includes(action))).toEqual([]);
});

/** IAM takes no longer managed policies; white space is not counted. */
const POLICY_MOST = 6144;

/** A policy as IAM gets it. */
const resolved = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(resolved);
  if (typeof value !== 'object' || value === null) return value;
  const { 'Fn::Join': join, Ref, 'Fn::GetAtt': attribute } = value as Record<string, unknown[]>;
  if (join) return (join[1] as unknown[]).map(resolved).join(String(join[0]));
  if (Ref) return '111122223333';
  // The ARN of a role that CloudFormation names: as long as it may be.
  if (attribute) return `arn:aws:iam::111122223333:role/${'x'.repeat(64)}`;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, resolved(part)]));
};

/** What a name of 24 characters, the longest, has more than this one, about 40 times; and a dozen more stores. */
const LONGER = { Operator: 40 * 14, Approver: 30 * 14, Doctor: 10 * 14 + 12 * 100, Auditor: 10 * 14 };
const policies = (['Operator', 'Approver', 'Doctor', 'Auditor'] as const).flatMap((policy) =>
  ['primary', 'recovery'].map((stack) => [policy, stack] as const),
);

test.each(policies)(
  'the policy %s in the %s region is one that IAM takes, of a longer plan too',
  (part, stack) => {
    const { length } = JSON.stringify(resolved(policyOf(stack, part)));
    expect(length + LONGER[part]).toBeLessThan(POLICY_MOST);
  },
);
