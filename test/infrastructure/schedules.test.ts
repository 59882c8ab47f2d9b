import { deployed, listOf, referencePlan } from './deployed';
import { roundsOf } from './round-checks';

const plan = referencePlan();
const house = deployed({
  ...plan,
  probe: { ...plan.probe, interval: 25 },
  policies: [
    ...plan.policies,
    {
      name: 'nightly',
      databases: ['main'],
      schedule: 'cron(30 2 * * ? *)',
      freshFor: 0,
      retain: { hourly: 0, daily: 7, weekly: 0, monthly: 0 },
      keepProven: 1,
    },
  ],
});
const schedules = house.all('AWS::Scheduler::Schedule');
const startedBy = (stack: string, target: string) =>
  schedules
    .filter((one) => one.stack === stack)
    .filter(({ properties }) => JSON.stringify(properties.Target.Arn).includes(target))
    .map(({ properties }) => [properties.ScheduleExpression, JSON.parse(properties.Target.Input)]);
const roundsIn = (stack: string) => roundsOf(house.resources.filter((one) => one.stack === stack));

test('every schedule is in UTC, to the minute, tries again, and keeps what it could not deliver', () => {
  for (const { stack, properties } of schedules) {
    const queue = house.one('AWS::SQS::Queue', stack, 'Undelivered');
    expect(properties).toMatchObject({
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: expect.any(Number) },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [queue.id, 'Arn'] } },
      },
    });
  }
});

test.each(['primary', 'recovery'])('somebody hears of what could not be delivered in %s', (stack) => {
  const { properties } = house.one('AWS::CloudWatch::Alarm', stack, 'Undelivered');
  expect(properties).toMatchObject({ MetricName: 'ApproximateNumberOfMessagesVisible', Threshold: 1 });
});

test.each([
  ['recovery', 'ProbeMachine'],
  ['witness', 'ProbeMachine'],
  ['primary', 'HeartbeatMachine'],
  ['recovery', 'HeartbeatMachine'],
])('in %s the %s starts at every interval of every minute', (stack, machine) => {
  const [rounds] = roundsIn(stack).filter(({ pipes }) =>
    pipes.some(({ properties }) => properties.Target.Ref.startsWith(machine)),
  );
  expect(rounds?.schedule.properties.ScheduleExpression).toBe('rate(1 minute)');
  // A minute of 25 s: the third round begins at 50 s.
  expect(rounds?.entries.map(({ DelaySeconds }) => DelaySeconds)).toEqual([0, 25, 50]);
});

test('who reads a round that could not be started learns which machine it was, and when it was due', () => {
  const [rounds] = roundsIn('witness');
  expect(rounds?.entries.map(({ MessageBody }) => JSON.parse(MessageBody)).at(-1)).toEqual({
    starts: 'firebackup-probe',
    due: '<aws.scheduler.scheduled-time>',
    after: 50,
  });
});

test.each(['primary', 'recovery'])(
  'in %s every policy has its schedule and tells when it was due',
  (stack) => {
    const due = '<aws.scheduler.scheduled-time>';
    expect(startedBy(stack, 'SnapshotMachine')).toEqual([
      ['cron(0 */4 * * ? *)', { policy: 'every-four-hours', due }],
      ['cron(30 2 * * ? *)', { policy: 'nightly', due }],
    ]);
  },
);

test.each([
  ['primary', 'GuardRegion'],
  ['recovery', 'GuardRegion'],
  ['recovery', 'ReconcileFailover'],
])('in %s, %s looks every minute, and the next minute is its retry', (stack, task) => {
  expect(startedBy(stack, `${task}Function`)).toEqual([['rate(1 minute)', {}]]);
  expect(house.one('AWS::Lambda::EventInvokeConfig', stack, task).properties).toMatchObject({
    MaximumRetryAttempts: 0,
  });
});

test.each(['primary', 'recovery'])('in %s the sizes of services are recorded every five minutes', (stack) => {
  expect(startedBy(stack, 'RecordCapacityFunction')).toEqual([['rate(5 minutes)', {}]]);
});

test('the reconciler may start the failover machine of its region, and no other', () => {
  const role = house.one('AWS::IAM::Role', 'recovery', 'ReconcileFailoverRole');
  const statements = role.properties.Policies.flatMap(
    ({ PolicyDocument }: { PolicyDocument: { Statement: { Action: string; Resource: unknown }[] } }) =>
      PolicyDocument.Statement,
  );
  const start = statements.filter(({ Action }: { Action: string }) => Action === 'states:StartExecution');
  expect(start).toHaveLength(1);
  expect(JSON.stringify(start[0].Resource)).toContain(':stateMachine:firebackup-failover');
});

test('a schedule may start what it starts and leave word when it cannot, and nothing else', () => {
  for (const { stack, properties } of schedules) {
    const role = house.one('AWS::IAM::Role', stack, properties.Target.RoleArn['Fn::GetAtt'][0]);
    expect(role.properties.AssumeRolePolicyDocument.Statement[0].Condition.StringEquals).toHaveProperty([
      'aws:SourceArn',
    ]);
    const rounds = roundsOf(house.resources).find(({ schedule }) => schedule.properties === properties);
    const target = rounds ? { 'Fn::GetAtt': [rounds.queue?.id, 'Arn'] } : properties.Target.Arn;
    const allowed = role.properties.Policies[0].PolicyDocument.Statement.flatMap(
      ({ Action, Resource }: { Action: string; Resource: unknown }) =>
        listOf(Resource).map((resource) => [Action, resource]),
    );
    expect(allowed).toEqual([
      [expect.stringMatching(/^(states:StartExecution|lambda:InvokeFunction|sqs:SendMessage)$/), target],
      ['sqs:SendMessage', properties.Target.DeadLetterConfig.Arn],
    ]);
  }
});
