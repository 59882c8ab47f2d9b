import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deployed } from './deployed';

const house = deployed();
const ROOT = join(import.meta.dirname, '..', '..');
const runbook = readFileSync(join(ROOT, 'statemachines', 'README.md'), 'utf8');
const onCall = readFileSync(join(ROOT, 'docs', 'on-call.md'), 'utf8');
const headings = new Set([...runbook.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading));
const alarms = house.all('AWS::CloudWatch::Alarm');
const named = (name: string, stack: string) =>
  alarms.filter((one) => one.stack === stack && one.properties.AlarmName === `firebackup-${name}`);

test('every alarm of the house leads to a heading of the runbook', () => {
  const astray = alarms.filter(
    ({ properties }) => !headings.has(/#([a-z-]+)$/.exec(properties.AlarmDescription)?.[1] ?? ''),
  );
  expect(alarms.length).toBeGreaterThan(40);
  expect(astray.map(({ stack, id }) => `${stack}/${id}`)).toEqual([]);
});

test('whoever is on call finds the heading of every alarm on their page', () => {
  const named = alarms.map(
    ({ properties }) => /README\.md#[a-z-]+$/.exec(properties.AlarmDescription)?.[0] ?? '',
  );
  expect([...new Set(named)].filter((one) => !onCall.includes(`(../statemachines/${one})`))).toEqual([]);
});

test('FireBackupAPIDown is critical, rings after a minute, and stands where the API is seen from outside', () => {
  expect(named('FireBackupAPIDown', 'primary')).toEqual([]);
  expect(named('FireBackupAPIDown', 'recovery')).toMatchObject([
    {
      properties: {
        AlarmDescription: expect.stringMatching(/^critical: /),
        Namespace: 'FireBackup',
        MetricName: 'ApiDown',
        Dimensions: [{ Name: 'service', Value: 'probe-components' }],
        // One good probe in the minute, and the API was not down for a minute.
        Statistic: 'Minimum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        TreatMissingData: 'missing',
      },
    },
  ]);
});

test.each([
  ['primary', 'app/firebackup-alb/50dc6c495c0c9188'],
  ['recovery', 'app/firebackup-alb/1234567890abcdef'],
])(
  'FireBackupHighErrorRate in %s counts 5xx answers a second of its load balancer for five minutes',
  (stack, balancer) => {
    expect(named('FireBackupHighErrorRate', stack)).toMatchObject([
      {
        properties: {
          AlarmDescription: expect.stringMatching(/^warning: /),
          Namespace: 'AWS/ApplicationELB',
          MetricName: 'HTTPCode_Target_5XX_Count',
          Dimensions: [{ Name: 'LoadBalancer', Value: balancer }],
          // 0.1 a second.
          Statistic: 'Sum',
          Period: 60,
          Threshold: 6,
          ComparisonOperator: 'GreaterThanThreshold',
          EvaluationPeriods: 5,
          TreatMissingData: 'notBreaching',
        },
      },
    ]);
  },
);

test.each(['primary', 'recovery'])(
  'FireBackupBackupQueueBacklog in %s rings above 100 for 15 minutes',
  (stack) => {
    expect(named('FireBackupBackupQueueBacklog-queue', stack)).toMatchObject([
      {
        properties: {
          AlarmDescription: expect.stringMatching(/^warning: /),
          MetricName: 'QueueWaiting',
          Dimensions: [
            { Name: 'cache', Value: 'queue' },
            { Name: 'service', Value: 'measure-queues' },
          ],
          Statistic: 'Maximum',
          Period: 60,
          EvaluationPeriods: 15,
          Threshold: 100,
          ComparisonOperator: 'GreaterThanThreshold',
          TreatMissingData: 'missing',
        },
      },
    ]);
  },
);

test.each([
  ['Api', 1],
  ['Workers', 3],
])('missing tasks of %s are told when its objective within a region is over', (component, rounds) => {
  const { properties } = house.one(
    'AWS::CloudWatch::Alarm',
    'primary',
    `RecordCapacity${component}MissingAlarm`,
  );
  expect(properties).toMatchObject({
    MetricName: 'TasksMissing',
    Period: 300,
    EvaluationPeriods: rounds + 1,
    DatapointsToAlarm: rounds,
    TreatMissingData: 'notBreaching',
  });
});

test('a plan without load balancers and queues has neither their alarms nor what measures them', () => {
  const { plan } = house;
  const { loadBalancers: _, ...api } = plan.api;
  const caches = plan.caches.map(({ queues: _queues, ...cache }) => cache);
  const bare = deployed({ ...plan, api, caches } as typeof plan);
  const names = bare.all('AWS::CloudWatch::Alarm').flatMap(({ properties }) => properties.AlarmName ?? []);
  expect(names).toEqual(['firebackup-FireBackupAPIDown']);
  expect(JSON.stringify(bare.all('AWS::Lambda::Function'))).not.toContain('measure-queues');
});
