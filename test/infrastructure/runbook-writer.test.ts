import { deployed } from './deployed';

const house = deployed();
const PLACES = ['primary', 'recovery'] as const;

test.each(PLACES)('in %s the runbook is written every day', (stack) => {
  const schedule = house
    .all('AWS::Scheduler::Schedule', stack)
    .find(({ properties }) => JSON.stringify(properties.Target.Arn).includes('WriteRunbookFunction'));
  expect(schedule?.properties).toMatchObject({
    ScheduleExpression: 'cron(15 5 * * ? *)',
    ScheduleExpressionTimezone: 'UTC',
  });
});

test.each(PLACES)(
  'in %s it may write below its own prefix of its own bucket, and read nothing there',
  (stack) => {
    const policies = house.all('AWS::IAM::Role', stack).filter(({ id }) => id.startsWith('WriteRunbookRole'));
    const text = JSON.stringify(policies.map(({ properties }) => properties));
    expect(text).toContain('/runbook/*');
    expect(text).toContain(`firebackup-backups-${house.plan.regions[stack]}-`);
    expect(text).not.toContain(
      `firebackup-backups-${house.plan.regions[stack === 'primary' ? 'recovery' : 'primary']}-`,
    );
    expect(text).not.toMatch(/s3:Get|s3:Delete|rds:|elasticache:/);
  },
);

test.each(PLACES)('in %s a day without a runbook is told, by the queue of calls that failed', (stack) => {
  const { properties } = house.one('AWS::Lambda::EventInvokeConfig', stack, 'WriteRunbook');
  const queue = house.one('AWS::SQS::Queue', stack, 'FailedCalls');
  expect(properties.DestinationConfig.OnFailure.Destination).toEqual({ 'Fn::GetAtt': [queue.id, 'Arn'] });
});

test.each(PLACES)('in %s old versions of it go, and nothing else does', (stack) => {
  const { properties } = house.one('AWS::S3::Bucket', stack, 'BackupsBucket');
  const expiring = properties.LifecycleConfiguration.Rules.filter(
    (rule: object) => 'NoncurrentVersionExpiration' in rule || 'ExpirationInDays' in rule,
  );
  expect(expiring).toEqual([
    { Prefix: 'runbook/', NoncurrentVersionExpiration: { NoncurrentDays: 30 }, Status: 'Enabled' },
  ]);
});
