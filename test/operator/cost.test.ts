import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SIZES, sizing } from '../../lib/plan/sizing';
import { ALLOWANCES, allowanceUses } from '../../operator/cost/allowances';
import {
  JUDGES_METRICS,
  LEDGER_UNITS,
  METRICS,
  METRICS_OF_FAULTS,
  TRIES_PER_BACKUP,
} from '../../operator/cost/assumptions';
import { cadenceOf, firingsPerMonth, statesOnTheWay } from '../../operator/cost/cadence';
import { costText } from '../../operator/cost/cost-text';
import { costEstimate } from '../../operator/cost/estimate';
import { costLine } from '../../operator/cost/line';
import { orchestratorLines } from '../../operator/cost/lines';
import { PRICES } from '../../operator/cost/prices';
import { resourcesIn } from '../../operator/cost/template';
import { deployed } from '../infrastructure/deployed';
import { lambdaFolders } from '../statemachines/machine-files';

const stack = (Resources: object, name = 'firebackup-recovery') => ({ name, template: { Resources } });
const resource = (Type: string, Properties: object = {}) => ({ Type, Properties });
const linesOf = (Resources: object) => costEstimate([stack(Resources)]).orchestrator.lines;
const usdOf = (Resources: object, service: string) =>
  Number(
    linesOf(Resources)
      .filter((line) => line.service === service)
      .reduce((sum, { usd }) => sum + usd, 0)
      .toFixed(4),
  );

const task = (FunctionName: string, properties: object = {}) =>
  resource('AWS::Lambda::Function', { FunctionName, MemorySize: 512, ...properties });
const schedule = (ScheduleExpression: string, target: object) =>
  resource('AWS::Scheduler::Schedule', { ScheduleExpression, Target: { Arn: target, Input: '{}' } });
const machine = (properties: object) =>
  resource('AWS::StepFunctions::StateMachine', {
    StateMachineName: 'firebackup-probe',
    DefinitionString: JSON.stringify({
      StartAt: 'One',
      States: { One: { Type: 'Task', Next: 'Two' }, Two: {} },
    }),
    DefinitionSubstitutions: { One: { 'Fn::GetAtt': ['One', 'Arn'] } },
    ...properties,
  });

test.each([
  ['rate(1 minute)', 43_200],
  ['rate(4 hours)', 180],
  ['cron(0 */4 * * ? *)', 180],
  ['cron(30 2 * * ? *)', 30],
  ['cron(0,30 8-17 * * ? *)', 600],
  ['cron(0 6 ? * SUN *)', 30 / 7],
  ['cron(0 6 1 * ? *)', 1],
])('%s fires %d times in a month of 30 days', (expression, times) => {
  expect(firingsPerMonth(expression)).toBeCloseTo(times, 5);
});

test('a schedule that cannot be counted is said, and not taken for nothing', () => {
  expect(() => firingsPerMonth('at(2026-11-25T00:00:00)')).toThrow('is no schedule that can be counted');
});

test.each<[string, object, string, number]>([
  [
    'an alarm by the minute',
    { A: resource('AWS::CloudWatch::Alarm', { Period: 60 }) },
    'CloudWatch alarms',
    0.1,
  ],
  [
    'an alarm by ten seconds',
    { A: resource('AWS::CloudWatch::Alarm', { Period: 10 }) },
    'CloudWatch alarms',
    0.3,
  ],
  [
    'an alarm on an expression over two metrics',
    {
      A: resource('AWS::CloudWatch::Alarm', {
        Metrics: [{ Expression: 'a+b' }, { MetricStat: { Period: 60 } }, { MetricStat: { Period: 60 } }],
      }),
    },
    'CloudWatch alarms',
    0.2,
  ],
  ['a composite alarm', { A: resource('AWS::CloudWatch::CompositeAlarm') }, 'CloudWatch alarms', 0.5],
  ['a dashboard', { D: resource('AWS::CloudWatch::Dashboard') }, 'CloudWatch dashboards', 3],
  ['a key', { K: resource('AWS::KMS::Key') }, 'KMS', 1],
  [
    "a fast check over HTTPS of the plan's API",
    {
      C: resource('AWS::Route53::HealthCheck', {
        HealthCheckConfig: { Type: 'HTTPS', RequestInterval: 10, FullyQualifiedDomainName: 'example.com' },
      }),
    },
    'Route 53',
    0.5 + 2 * 1,
  ],
])('%s costs by being there', (_, resources, service, usd) => {
  expect(usdOf(resources, service)).toBe(usd);
});

/** What starts a machine for each round of a minute: a schedule, its queue, and the pipe between queue and machine. */
const rounds = (count: number, target: object = { Ref: 'Machine' }) => ({
  Rounds: resource('AWS::SQS::Queue'),
  Pipe: resource('AWS::Pipes::Pipe', {
    Name: 'firebackup-probe',
    Source: { 'Fn::GetAtt': ['Rounds', 'Arn'] },
    Target: target,
  }),
  Schedule: resource('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'rate(1 minute)',
    Target: {
      Arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessageBatch',
      Input: {
        'Fn::Join': [
          '',
          ['{"QueueUrl":"', { Ref: 'Rounds' }, `","Entries":${JSON.stringify(Array(count).fill({}))}}`],
        ],
      },
    },
  }),
});

test('a machine that goes round costs its runs, and what starts them; its function is called every round', () => {
  const resources = {
    One: task('firebackup-probe-components'),
    Machine: machine({ StateMachineType: 'EXPRESS' }),
    ...rounds(6),
  };
  // 259,200 runs of half a second at a sixteenth of a GB are 2.25 GB-hours at 0.06, and as many requests at 1 per million.
  expect(usdOf(resources, 'Step Functions')).toBe(Number((2.25 * 0.06 + 0.2592).toFixed(4)));
  // 43,200 batches, 259,200 rounds taken and deleted, five polls of 20 s at once: 648,000 of them.
  expect(usdOf(resources, 'SQS')).toBe(Number((((43_200 + 2 * 259_200 + 648_000) * 0.4) / 1e6).toFixed(4)));
  expect(usdOf(resources, 'EventBridge Pipes')).toBe(Number(((259_200 * 0.4) / 1e6).toFixed(4)));
  expect(usdOf(resources, 'EventBridge Scheduler')).toBe(0.0432);
  const requests = linesOf(resources).find(({ price }) => price === 'lambdaRequests');
  expect(requests?.quantity).toBe(259_200);
});

test('rounds that nobody takes are said, and not taken for nothing', () => {
  expect(() => linesOf(rounds(6, { Ref: 'Gone' }))).toThrow(
    'Schedule in firebackup-recovery sends to Rounds, and no pipe starts a machine for what it sends',
  );
});

test('a Standard machine costs its transitions', () => {
  const resources = {
    One: task('firebackup-sight-databases'),
    Machine: machine({ StateMachineName: 'firebackup-wal-check', StateMachineType: 'STANDARD' }),
    Schedule: schedule('rate(5 minutes)', { Ref: 'Machine' }),
  };
  expect(usdOf(resources, 'Step Functions')).toBe(Number(((8640 * 2 * 0.025) / 1000).toFixed(4)));
});

test('of a backup machine, the region that is not active plans nothing and goes round nothing', () => {
  const inner = { StartAt: 'In', States: { In: { Type: 'Pass' } } };
  const States = {
    Plan: { Next: 'Each' },
    Each: { ItemProcessor: inner, Next: 'Judge' },
    Judge: { Next: 'Well' },
    Well: {},
  };
  const transitions = (name: string, machineName: string) =>
    cadenceOf(
      resourcesIn([
        stack(
          {
            Machine: machine({
              StateMachineName: `firebackup-${machineName}`,
              StateMachineType: 'STANDARD',
              DefinitionString: JSON.stringify({ StartAt: 'Plan', States }),
            }),
            Schedule: schedule('rate(4 hours)', { Ref: 'Machine' }),
          },
          name,
        ),
      ]),
    ).runs.map((run) => run.transitions);
  expect(transitions('firebackup-primary', 'snapshot')).toEqual([5 + TRIES_PER_BACKUP]);
  expect(transitions('firebackup-recovery', 'snapshot')).toEqual([4]);
  // Each region drills what lies in its own.
  expect(transitions('firebackup-recovery', 'drill')).toEqual([5 + TRIES_PER_BACKUP]);
});

test('states are counted from the first to the end, with those inside', () => {
  const inner = { StartAt: 'In', States: { In: { Type: 'Pass' } } };
  const States = {
    One: { Next: 'Many' },
    Many: { ItemProcessor: inner, Next: 'Chosen' },
    Chosen: { Default: 'Done', Choices: [{ Next: 'Elsewhere' }] },
    Elsewhere: { Next: 'One' },
    Done: {},
  };
  expect(statesOnTheWay({ StartAt: 'One', States })).toBe(5);
});

test('what is called more than once a second is traced once a second, and one in twenty of the rest', () => {
  const beacon = (mode: string) => ({
    Role: task('firebackup-serve-role', { TracingConfig: { Mode: mode } }),
    Url: resource('AWS::Lambda::Url', { TargetFunctionArn: { 'Fn::GetAtt': ['Role', 'Arn'] } }),
    Check: resource('AWS::Route53::HealthCheck', {
      HealthCheckConfig: {
        Type: 'HTTPS',
        RequestInterval: 10,
        FullyQualifiedDomainName: { 'Fn::Select': [2, { 'Fn::GetAtt': ['Url', 'FunctionUrl'] }] },
      },
    }),
  });
  // 16 checkers by 10 s: 1.6 a second; 1.03 of them are traced, 2,592,000 seconds of a month.
  expect(usdOf(beacon('Active'), 'X-Ray')).toBe(Number(((2_592_000 * 1.03 * 5) / 1e6).toFixed(4)));
  expect(usdOf(beacon('PassThrough'), 'X-Ray')).toBe(0);
});

test('an address that wants a signature is asked by nobody, or scraped as the service monitor does', () => {
  const resources = {
    Health: task('firebackup-serve-health'),
    Url: resource('AWS::Lambda::Url', {
      AuthType: 'AWS_IAM',
      TargetFunctionArn: { 'Fn::GetAtt': ['Health', 'Arn'] },
    }),
  };
  const requests = (scraped: boolean) =>
    orchestratorLines([stack(resources)], { scraped }).find(({ price }) => price === 'lambdaRequests');
  expect([requests(false)?.quantity, requests(true)?.quantity]).toEqual([undefined, 2_592_000 / 15]);
});

test('each schedule that is watched from elsewhere is a request', () => {
  const watched = { 'us-east-1': { one: 60, two: 300 }, 'us-east-2': { three: 60 } };
  const resources = {
    Watch: task('firebackup-watch-schedules', {
      Environment: { Variables: { WATCHED_SCHEDULES: JSON.stringify(watched) } },
    }),
    Schedule: schedule('rate(15 minutes)', { 'Fn::GetAtt': ['Watch', 'Arn'] }),
  };
  const queries = linesOf(resources).find(({ price }) => price === 'metricRequests');
  expect(queries?.quantity).toBe(3 * 2880);
});

test('a write to the ledger costs in each of its replicas', () => {
  const resources = {
    Ledger: resource('AWS::DynamoDB::GlobalTable', { Replicas: [{}, {}, {}] }),
    Record: task('firebackup-record-heartbeats'),
    Schedule: schedule('rate(1 minute)', { 'Fn::GetAtt': ['Record', 'Arn'] }),
  };
  expect(usdOf(resources, 'DynamoDB')).toBe(Number(((43_200 * 3 * 0.625) / 1e6).toFixed(4)));
});

describe('a workload that is built here', () => {
  const workloadOf = (parts: object) => costEstimate([stack(parts, 'firebackup-workload-primary')]).workload;
  const database = (properties: object) =>
    resource('AWS::RDS::DBInstance', { DBInstanceClass: 'db.r5.large', ...properties });

  test('is paid by the hour: in two zones twice, and a replica with the storage of its primary', () => {
    const parts = {
      Primary: database({ MultiAZ: true, AllocatedStorage: '100' }),
      Replica: database({ MultiAZ: false }),
    };
    // Three instances of 0.25 USD an hour, and three times 100 GB.
    expect(workloadOf(parts).usd).toBeCloseTo(3 * 720 * 0.25 + 300 * 0.115, 6);
  });

  test('has its tasks as they are asked for, and its caches with all of their nodes', () => {
    const cache = { CacheNodeType: 'cache.r6g.large', NumNodeGroups: 2, ReplicasPerNodeGroup: 2 };
    const parts = {
      Task: resource('AWS::ECS::TaskDefinition', { Cpu: '1024', Memory: '2048' }),
      Api: resource('AWS::ECS::Service', { DesiredCount: 3, TaskDefinition: { Ref: 'Task' } }),
      Idle: resource('AWS::ECS::Service', { DesiredCount: 0, TaskDefinition: { Ref: 'Task' } }),
      Cache: resource('AWS::ElastiCache::ReplicationGroup', cache),
    };
    expect(workloadOf(parts).usd).toBeCloseTo(720 * (3 * (0.04048 + 2 * 0.004445) + 6 * 0.206), 6);
  });

  test('is no part of what the orchestrator costs', () => {
    const parts = { Primary: database({ AllocatedStorage: '100' }) };
    expect(costEstimate([stack(parts, 'firebackup-workload-primary')]).orchestrator.lines).toEqual([]);
  });

  test('of a class that has no price is refused', () => {
    const parts = { Db: database({ DBInstanceClass: 'db.z9.large', AllocatedStorage: '100' }) };
    expect(() => workloadOf(parts)).toThrow('db.z9.large has no price in operator/cost/prices.ts');
  });

  test.each(SIZES)('has a price in size %s', (size) => {
    const { database, cache } = sizing(size);
    expect(PRICES).toHaveProperty([database.instanceClass]);
    expect(PRICES).toHaveProperty([cache.nodeType]);
  });
});

describe('what an account has for nothing', () => {
  const alarms = (count: number, Period: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `A${Period}${index}`,
        resource('AWS::CloudWatch::Alarm', { Period }),
      ]),
    );
  const orchestrator = (resources: object) => costEstimate([stack(resources)]).orchestrator;

  test('is taken off as far as it is used, and not of what it is not for', () => {
    const { usd, netUsd, allowances } = orchestrator({ ...alarms(8, 60), ...alarms(4, 10) });
    expect(usd).toBeCloseTo(8 * 0.1 + 4 * 0.3, 6);
    expect(netUsd).toBeCloseTo(4 * 0.3, 6);
    expect(allowances).toMatchObject([{ what: 'metrics watched by alarms', used: 8, amount: 10 }]);
  });

  test('ends where it is used up', () => {
    const { usd, netUsd } = orchestrator(alarms(13, 60));
    expect([usd, netUsd]).toEqual([expect.closeTo(1.3, 6), expect.closeTo(0.3, 6)]);
  });

  test('is used first for what it names first, and the rest for the next', () => {
    const line = (price: 'logIngestion' | 'logStorage', quantity: number) =>
      costLine('CloudWatch Logs', price, { quantity, price, because: 'it is so' });
    const [use, ...others] = allowanceUses([line('logStorage', 9), line('logIngestion', 3)]);
    expect(others).toEqual([]);
    expect(use).toMatchObject({ used: 5, usd: expect.closeTo(3 * 0.5 + 2 * 0.03, 6) });
  });

  test('is less than what its lines cost, of every one of the reference plan', () => {
    const { lines, allowances, usd, netUsd } = costEstimate(deployed().stacks).orchestrator;
    expect(allowances.map(({ what }) => what)).toEqual(ALLOWANCES.map(({ what }) => what));
    expect(usd - netUsd).toBeLessThan(usd);
    for (const { prices, what } of ALLOWANCES) {
      const cost = lines
        .filter(({ price }) => prices.includes(price))
        .reduce((sum, line) => sum + line.usd, 0);
      expect([what, (allowances.find((use) => use.what === what)?.usd ?? 0) <= cost + 1e-9]).toEqual([
        what,
        true,
      ]);
    }
  });
});

describe('the reference plan', () => {
  const { stacks } = deployed();
  const estimate = costEstimate(stacks);

  test('costs what its lines say, each with a reason', () => {
    const { lines, usd } = estimate.orchestrator;
    expect(lines.reduce((sum, line) => sum + line.usd, 0)).toBeCloseTo(usd, 6);
    for (const line of lines)
      expect([line.what, line.usd]).toEqual([
        line.what,
        (line.quantity * PRICES[line.price].usd) / PRICES[line.price].units,
      ]);
    expect(lines.filter(({ because }) => because === '')).toEqual([]);
  });

  test('is below 15 USD a month for an account that uses its allowances for nothing else', () => {
    expect(estimate.orchestrator.netUsd).toBeLessThan(15);
    expect(estimate.scraping.usd).toBeGreaterThan(0);
  });

  test('has no schedule whose target is not counted', () => {
    const resources = resourcesIn(stacks);
    const { runs, calls } = cadenceOf(resources);
    const direct = calls.filter(({ because }) => /^(rate|cron)/.test(because));
    expect(runs.length + direct.length).toBe(
      resources.filter(({ type }) => type === 'AWS::Scheduler::Schedule').length,
    );
    expect(calls.map(({ function: { properties } }) => properties.FunctionName)).toContain(
      'firebackup-serve-role',
    );
  });

  test('neither traces nor logs by the second what the ledger and figures say anyway', () => {
    const of = (service: string) =>
      estimate.orchestrator.lines
        .filter((line) => line.service === service)
        .reduce((sum, { usd }) => sum + usd, 0);
    expect(of('X-Ray')).toBeLessThan(3);
    expect(of('CloudWatch Logs')).toBeLessThan(3);
  });

  test.each([80, 200])('fits into %i columns', (columns) => {
    const lines = costText('firebackup.yaml', estimate, columns).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
  });

  test('is told by service, dearest first, at list price and for an account of its own, with what is not counted', () => {
    const text = costText('firebackup.yaml', estimate, 200);
    const { usd, netUsd, allowances } = estimate.orchestrator;
    expect(text).toMatch(new RegExp(`^orchestrator, at list price +${usd.toFixed(2)}$`, 'm'));
    expect(text).toMatch(new RegExp(`^orchestrator, for such an account +${netUsd.toFixed(2)}$`, 'm'));
    for (const { what, usd: saved } of allowances)
      expect(text).toMatch(new RegExp(`^  ${what} +-${saved.toFixed(2)}  `, 'm'));
    expect(text).toContain('Not counted: ');
  });
});

test('every figure that a task publishes is one that the estimate knows of, and no other', () => {
  const folder = join(import.meta.dirname, '..', '..', 'lambdas');
  const measuring = lambdaFolders.filter((name) =>
    readdirSync(join(folder, name)).some((file) =>
      /\bmeasure\(/.test(readFileSync(join(folder, name, file), 'utf8')),
    ),
  );
  const known = (name: string): readonly string[] => [
    ...(METRICS[name] ?? []),
    ...(METRICS_OF_FAULTS[name] ?? []),
    ...(name === 'probe-components' ? JUDGES_METRICS : []),
  ];
  expect(measuring.sort()).toEqual([...new Set([METRICS, METRICS_OF_FAULTS].flatMap(Object.keys))].sort());
  for (const name of measuring) {
    const text = readFileSync(join(folder, name, 'task.ts'), 'utf8');
    const named = [...text.matchAll(/measure\('(\w+)'/g)].map(([, metric]) => metric);
    expect(known(name)).toEqual(expect.arrayContaining(named));
    expect([name, known(name).filter((metric) => !new RegExp(`\\b${metric}\\b`).test(text))]).toEqual([
      name,
      [],
    ]);
  }
  expect(Object.keys(LEDGER_UNITS).filter((name) => !lambdaFolders.includes(name))).toEqual([]);
});
