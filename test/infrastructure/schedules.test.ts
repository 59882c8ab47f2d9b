import { deployed, referencePlan } from './deployed';

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

test('every schedule is in UTC, to the minute, tries again, and keeps what it could not deliver', () => {
  for (const { stack, properties } of schedules) {
    const queue = house.one('AWS::SQS::Queue', stack);
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

test.each(['primary', 'recovery', 'witness'])(
  'somebody hears of what could not be delivered in %s',
  (stack) => {
    const { properties } = house.one('AWS::CloudWatch::Alarm', stack, 'Undelivered');
    expect(properties).toMatchObject({ MetricName: 'ApproximateNumberOfMessagesVisible', Threshold: 1 });
  },
);

test.each([
  ['recovery', 'ProbeMachine'],
  ['witness', 'ProbeMachine'],
  ['primary', 'HeartbeatMachine'],
  ['recovery', 'HeartbeatMachine'],
])('in %s the %s starts every minute, with rounds that fill it', (stack, machine) => {
  // A minute of 25 s: the third round begins at 50 s.
  expect(startedBy(stack, machine)).toEqual([['rate(1 minute)', { remaining: 3, intervalSeconds: 25 }]]);
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
    const [start, undelivered] = role.properties.Policies[0].PolicyDocument.Statement;
    expect(start.Resource).toEqual(properties.Target.Arn);
    expect(undelivered).toMatchObject({
      Action: 'sqs:SendMessage',
      Resource: properties.Target.DeadLetterConfig.Arn,
    });
    expect(role.properties.Policies[0].PolicyDocument.Statement).toHaveLength(2);
  }
});
