import { contract as decideFailover } from '../../lambdas/decide-failover/contract';
import { type Evidence, lastStreak, withProbe } from '../../lib/domain/evidence';
import { spacingOf } from '../../lib/domain/verdict';
import { probesOfAMinuteLeast } from '../../lib/stacks/prober';
import { at } from '../helpers/at';
import { deployed } from './deployed';

const house = deployed();
const alarm = house.one('AWS::CloudWatch::Alarm', 'recovery', 'RegionDownAlarm');
const rule = house.one('AWS::Events::Rule', 'recovery', 'RegionDown');

test('one bad point of ten seconds is enough to ask for a failover', () => {
  expect(alarm.properties).toMatchObject({
    Namespace: 'FireBackup',
    MetricName: 'RegionDown',
    Dimensions: [{ Name: 'service', Value: 'probe-components' }],
    Statistic: 'Maximum',
    Period: 10,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  });
});

test('missing evidence neither begins nor ends an alarm', () => {
  expect(alarm.properties.TreatMissingData).toBe('ignore');
});

test('either prober that falls silent rings in the recovery region, and nothing does in the witness region', () => {
  expect(house.one('AWS::CloudWatch::Alarm', 'recovery', 'ProberSilentAlarm').properties).toMatchObject({
    Period: 60,
    EvaluationPeriods: 3,
    Threshold: probesOfAMinuteLeast(15),
    MetricName: 'RegionDown',
    Statistic: 'SampleCount',
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
  });
  expect(house.one('AWS::CloudWatch::Alarm', 'recovery', 'WitnessSilentAlarm').properties).toMatchObject({
    Period: 60,
    EvaluationPeriods: 4,
    DatapointsToAlarm: 3,
    Threshold: 1,
    MetricName: 'WitnessSilent',
    Dimensions: [{ Name: 'service', Value: 'probe-components' }],
    Statistic: 'Maximum',
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  });
  for (const type of ['AWS::CloudWatch::Alarm', 'AWS::SNS::Topic', 'AWS::KMS::Key'])
    expect([type, house.all(type, 'witness')]).toEqual([type, []]);
});

describe('probes that come so seldom that no row of bad ones gets long', () => {
  const bad = (seconds: number) =>
    ({ at: at(seconds), component: 'api', outcome: 'down', detail: '' }) as const;
  const lastRowOf = (probesOfAMinute: number, intervalSeconds: number) => {
    const probes = Array.from({ length: 5 * probesOfAMinute }, (_, n) => bad((n * 60) / probesOfAMinute));
    const spacing = spacingOf({ intervalSeconds });
    const seen = probes.reduce((all, one) => withProbe(all, one, spacing), {
      vantagePoint: 'recovery',
      streaks: [],
    } as Evidence);
    return lastStreak(seen, 'api')?.count;
  };

  test.each([
    [6, 4],
    [10, 2],
    [15, 2],
  ])('are silence: of rounds %i s apart, fewer than %i a minute', (interval, least) => {
    expect(probesOfAMinuteLeast(interval)).toBe(least);
    expect(lastRowOf(least, interval)).toBe(5 * least);
    expect(lastRowOf(least - 1, interval)).toBe(1);
  });

  test.each([20, 60, 300])('are none at all of rounds %i s apart', (interval) => {
    expect(probesOfAMinuteLeast(interval)).toBe(1);
  });
});

test('the alarm, when it begins, starts one run of the failover machine, named by the event', () => {
  expect(rule.properties.EventPattern).toEqual({
    source: ['aws.cloudwatch'],
    'detail-type': ['CloudWatch Alarm State Change'],
    resources: [{ 'Fn::GetAtt': [alarm.id, 'Arn'] }],
    detail: { state: { value: ['ALARM'] } },
  });
  const [target, ...others] = rule.properties.Targets;
  expect(others).toEqual([]);
  expect(target.Arn).toEqual({
    Ref: house.one('AWS::StepFunctions::StateMachine', 'recovery', 'Failover').id,
  });
  expect(target.DeadLetterConfig).toBeDefined();
  expect(target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 7200, MaximumRetryAttempts: 185 });
});

test('what the rule sends is a request that the decision understands', () => {
  const { InputTemplate, InputPathsMap } = rule.properties.Targets[0].InputTransformer;
  const event = { id: '8b2e1c52-0d3f-4b5e-9d55-0c7f5a3e7e11', 'detail-alarmName': 'region down' };
  expect(InputPathsMap).toEqual({ id: '$.id', 'detail-alarmName': '$.detail.alarmName' });
  // EventBridge quotes what stands outside of quotes, and puts the rest in as it is.
  const sent = JSON.parse(
    InputTemplate.replace('<id>', JSON.stringify(event.id)).replace(
      '<detail-alarmName>',
      event['detail-alarmName'],
    ),
  );
  expect(decideFailover.input.shape.request.parse(sent)).toEqual({
    run: event.id,
    trigger: 'alarm region down',
  });
});

test('the health check asks the role beacon of the recovery region, every thirty seconds', () => {
  const { properties } = house.one('AWS::Route53::HealthCheck', 'recovery', 'TakenOverCheck');
  expect(properties.HealthCheckConfig).toMatchObject({
    Type: 'HTTPS',
    ResourcePath: '/role',
    Port: 443,
    RequestInterval: 30,
    FailureThreshold: 1,
    EnableSNI: true,
  });
  expect(JSON.stringify(properties.HealthCheckConfig.FullyQualifiedDomainName)).toContain(
    house.one('AWS::Lambda::Url', 'recovery', 'ServeRole').id,
  );
});

describe("Route 53's checkers", () => {
  const check = house.one('AWS::Route53::HealthCheck', 'recovery', 'PrimaryApiCheck');

  test("ask the primary region's API, from all of their regions, every thirty seconds", () => {
    expect(check.properties.HealthCheckConfig).toMatchObject({
      Type: 'HTTPS',
      FullyQualifiedDomainName: 'primary.firebackup.example.com',
      ResourcePath: '/health',
      Port: 443,
      RequestInterval: 30,
      FailureThreshold: 2,
      EnableSNI: true,
    });
    expect(check.properties.HealthCheckConfig.Regions).toBeUndefined();
    expect(house.all('AWS::Route53::HealthCheck')).toHaveLength(2);
  });

  test.each([
    ['recovery', { Ref: check.id }],
    ['witness', undefined],
  ])('are listened to by the prober in %s as %j', (stack, expected) => {
    const prober = house
      .all('AWS::Lambda::Function', stack)
      .find(({ properties }) => properties.FunctionName.endsWith('-probe-components'));
    expect(prober?.properties.Environment.Variables.HEALTH_CHECK_ID).toEqual(expected);
  });
});

test.each(['primary', 'recovery'])('heartbeats in %s that are too old, or of no known age, ring', (stack) => {
  expect(house.one('AWS::CloudWatch::Alarm', stack, 'HeartbeatAgeAlarm').properties).toMatchObject({
    Namespace: 'FireBackup',
    MetricName: 'HeartbeatAge',
    Dimensions: [{ Name: 'service', Value: 'record-heartbeats' }],
    Statistic: 'Maximum',
    Threshold: 60,
    ComparisonOperator: 'GreaterThanThreshold',
    Period: 60,
    EvaluationPeriods: 3,
    DatapointsToAlarm: 2,
    TreatMissingData: 'breaching',
  });
});

test.each(['primary', 'recovery'])('an application that is kept out of an active %s rings', (stack) => {
  const { properties } = house.one('AWS::CloudWatch::Alarm', stack, 'ApplicationKeptOutAlarm');
  expect(properties).toMatchObject({
    Namespace: 'FireBackup',
    MetricName: 'ApplicationKeptOut',
    Dimensions: [{ Name: 'service', Value: 'record-heartbeats' }],
    Statistic: 'Maximum',
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Period: 60,
    EvaluationPeriods: 5,
    DatapointsToAlarm: 3,
    TreatMissingData: 'notBreaching',
    AlarmDescription: expect.stringContaining('statemachines/README.md#application-kept-out'),
  });
});
