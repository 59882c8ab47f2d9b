import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { permissionsFor } from '../../lib/constructs/permissions';
import { deployed, referencePlan } from './deployed';

const ARCHIVE = {
  id: 'own',
  buckets: { primary: 'own-wal-us-east-1', recovery: 'own-wal-us-west-2' },
  prefix: 'main/',
  segmentMegabytes: 16,
  archiveTimeout: 120,
};
const house = deployed(referencePlan({ walArchives: [ARCHIVE] }));
const runbook = readFileSync(join(import.meta.dirname, '..', '..', 'statemachines', 'README.md'), 'utf8');
const GIGABYTE = 2 ** 30;

const alarms = (stack: string, idPrefix: string) =>
  house.all('AWS::CloudWatch::Alarm', stack).filter(({ id }) => id.startsWith(idPrefix));

test.each(['primary', 'recovery'])('in %s the WAL is checked every five minutes', (stack) => {
  const schedule = house
    .all('AWS::Scheduler::Schedule', stack)
    .find(({ properties }) => JSON.stringify(properties.Target.Arn).includes('WalCheckMachine'));
  expect(schedule?.properties).toMatchObject({
    ScheduleExpression: 'rate(5 minutes)',
    Target: { Input: '{}', RetryPolicy: { MaximumEventAgeInSeconds: 300 } },
  });
});

test('a check that does not end well rings, whatever it is that keeps it from that', () => {
  for (const stack of ['primary', 'recovery']) {
    const [alarm] = alarms(stack, 'WalCheckMachineNotWell');
    const machine = house
      .all('AWS::StepFunctions::StateMachine', stack)
      .find(({ properties }) => properties.StateMachineName === 'firebackup-wal-check');
    expect(alarm?.properties).toMatchObject({
      Namespace: 'AWS/States',
      MetricName: 'ExecutionsSucceeded',
      Dimensions: [{ Name: 'StateMachineArn', Value: { Ref: machine?.id } }],
      Statistic: 'Sum',
      Period: 300,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      EvaluationPeriods: 4,
      DatapointsToAlarm: 3,
      TreatMissingData: 'breaching',
    });
  }
});

test('what stays unknown for half an hour rings, and what is not unknown has no figure', () => {
  const [alarm] = alarms('recovery', 'WalCheckMachineUnknown');
  expect(alarm?.properties).toMatchObject({
    Namespace: 'FireBackup',
    MetricName: 'WalUnknown',
    Threshold: 1,
    EvaluationPeriods: 7,
    DatapointsToAlarm: 6,
    Period: 300,
    TreatMissingData: 'notBreaching',
  });
});

test.each([
  ['OldestReplicationSlotLag', 'GreaterThanThreshold', 10 * GIGABYTE, 'Maximum'],
  ['FreeStorageSpace', 'LessThanThreshold', 10 * GIGABYTE, 'Minimum'],
])('%s of each instance is watched where the instance is', (metric, comparison, threshold, statistic) => {
  for (const [stack, instance] of [
    ['primary', 'firebackup-primary'],
    ['recovery', 'firebackup-cross-region'],
  ] as const) {
    const found = alarms(stack, 'Storage').filter(({ properties }) => properties.MetricName === metric);
    expect(found.map(({ properties }) => properties)).toEqual([
      expect.objectContaining({
        Namespace: 'AWS/RDS',
        Dimensions: [{ Name: 'DBInstanceIdentifier', Value: instance }],
        ComparisonOperator: comparison,
        Threshold: threshold,
        Statistic: statistic,
        TreatMissingData: 'missing',
      }),
    ]);
  }
});

test('every alarm on the WAL leads to a heading of the runbook', () => {
  const headings = [...alarms('primary', 'Storage'), ...alarms('primary', 'WalCheck')].map(
    ({ properties }) => /#([a-z-]+)$/.exec(properties.AlarmDescription)?.[1],
  );
  expect(headings.length).toBeGreaterThan(3);
  for (const heading of new Set(headings)) expect(runbook).toContain(`\n## ${heading}\n`);
});

const statementsOf = (stack: string) =>
  house.one('AWS::IAM::Role', stack, 'CheckWalArchivesRole').properties.Policies[0].PolicyDocument
    .Statement as {
    readonly Action: unknown;
    readonly Resource: unknown;
  }[];
const resourceOf = (stack: string, action: string) =>
  statementsOf(stack).find(({ Action }) => Action === action)?.Resource;

test('the archive of the own region may be listed; of its contents labels, histories and base backups may be looked at', () => {
  expect(resourceOf('recovery', 's3:ListBucket')).toBe('arn:aws:s3:::own-wal-us-west-2');
  expect(resourceOf('recovery', 's3:GetObject')).toEqual([
    'arn:aws:s3:::own-wal-us-west-2/main/base/*/base.tar',
    'arn:aws:s3:::own-wal-us-west-2/main/wal/*.backup',
    'arn:aws:s3:::own-wal-us-west-2/main/wal/*.history',
  ]);
  expect(resourceOf('primary', 's3:ListBucket')).toBe('arn:aws:s3:::own-wal-us-east-1');
});

test('without an archive no bucket may be read', () => {
  const ground = {
    plan: referencePlan({ walArchives: [] }),
    account: '111122223333',
    region: 'us-west-2',
    reaches: ['recovery'],
    archives: [],
  } as const;
  expect(permissionsFor(['s3:ListBucket', 's3:GetObject'], ground)).toEqual([]);
});

test('replicated backups may be asked for by the name of their instance in the other region', () => {
  const role = house.one('AWS::IAM::Role', 'recovery', 'CheckBackupsRole');
  const asked = role.properties.Policies[0].PolicyDocument.Statement.find(
    ({ Action }: { Action: unknown }) => Action === 'rds:DescribeDBInstanceAutomatedBackups',
  );
  expect(JSON.stringify(asked.Resource)).toContain(':db:firebackup-primary');
  expect(JSON.stringify(asked.Resource)).not.toContain('us-east-1');
});
