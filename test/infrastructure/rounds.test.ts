import { roundsOfAMinute, SHORTEST_INTERVAL_SECONDS } from '../../lib/plan/rounds';
import { deployed, type Resource, referencePlan } from './deployed';
import { roundObjections, roundsOf } from './round-checks';

const house = deployed();
const [PIPE, QUEUE, SCHEDULE] = ['AWS::Pipes::Pipe', 'AWS::SQS::Queue', 'AWS::Scheduler::Schedule'];

test('probes and heartbeats go round in each of their regions', () => {
  const where = roundsOf(house.resources).flatMap(({ schedule, pipes }) =>
    pipes.map(({ properties }) => `${properties.Name} in ${schedule.stack}`),
  );
  expect(where.sort()).toEqual([
    'firebackup-heartbeat in primary',
    'firebackup-heartbeat in recovery',
    'firebackup-probe in recovery',
    'firebackup-probe in witness',
  ]);
});

test.each([SHORTEST_INTERVAL_SECONDS, 10, 25, 90])(
  'rounds every %d s follow one another, each of them once, and start what they mean',
  (interval) => {
    const plan = referencePlan();
    const { resources } =
      interval === plan.probe.interval ? house : deployed({ ...plan, probe: { ...plan.probe, interval } });
    expect(roundObjections(resources)).toEqual([]);
  },
  60_000,
);

test('the shortest interval fills a batch, and a longer one than a minute is a round a minute', () => {
  expect(roundsOfAMinute(SHORTEST_INTERVAL_SECONDS)).toHaveLength(10);
  expect(roundsOfAMinute(10)).toEqual([0, 10, 20, 30, 40, 50]);
  expect(roundsOfAMinute(90)).toEqual([0]);
});

test('a pipe can be assumed by Pipes for that pipe alone', () => {
  for (const { stack, properties } of house.all('AWS::Pipes::Pipe')) {
    const role = house.one('AWS::IAM::Role', stack, properties.RoleArn['Fn::GetAtt'][0]);
    const [{ Principal, Condition }] = role.properties.AssumeRolePolicyDocument.Statement;
    expect(Principal).toEqual({ Service: 'pipes.amazonaws.com' });
    expect(JSON.stringify(Condition.StringEquals['aws:SourceArn'])).toContain(`:pipe/${properties.Name}`);
  }
});

/** The witness region's rounds, with one resource of a type changed. */
const withFault = (type: string | undefined, change: (properties: Resource['properties']) => void) => {
  const [rounds] = roundsOf(house.resources.filter(({ stack }) => stack === 'witness'));
  const ids = [rounds?.schedule.id, rounds?.queue?.id, rounds?.pipes[0]?.id];
  const copies: Resource[] = structuredClone(house.resources.filter(({ stack }) => stack === 'witness'));
  for (const one of copies.filter(({ type: its, id }) => its === type && ids.includes(id)))
    change(one.properties);
  return roundObjections(copies);
};
/** In the batch, whose text has the queue's address in its middle. */
const inBatch = (from: string, to: string) => (properties: Resource['properties']) => {
  const { 'Fn::Join': join } = properties.Target.Input;
  join[1] = join[1].map((part: unknown) => (typeof part === 'string' ? part.replaceAll(from, to) : part));
};

test.each<[string, string | undefined, (properties: Resource['properties']) => void, RegExp]>([
  ['two rounds at once', SCHEDULE, inBatch('"DelaySeconds":30', '"DelaySeconds":15'), /are not spread$/],
  ['a round in the next minute', SCHEDULE, inBatch('"DelaySeconds":45', '"DelaySeconds":60'), /of a minute$/],
  ['a late first round', SCHEDULE, inBatch('"DelaySeconds":0', '"DelaySeconds":5'), /does not begin with/],
  ['one id for two', SCHEDULE, inBatch('after-30', 'after-15'), /two rounds have one id$/],
  [
    'rounds of another machine',
    SCHEDULE,
    inBatch('firebackup-probe', 'firebackup-drill'),
    /starts firebackup-probe, not/,
  ],
  [
    'a queue that forgets too early',
    QUEUE,
    (queue) => Object.assign(queue, { MessageRetentionPeriod: 60 }),
    /forgets after 60 s/,
  ],
  [
    'a queue that piles up',
    QUEUE,
    (queue) => Object.assign(queue, { MessageRetentionPeriod: 3600 }),
    /keeps rounds for 3600 s/,
  ],
  ['a queue without a way out', QUEUE, (queue) => delete queue.RedrivePolicy, /nobody hears/],
  [
    'a pipe that leads nowhere',
    PIPE,
    (pipe) => Object.assign(pipe.Target, { Ref: 'Gone' }),
    /starts undefined/,
  ],
  [
    'a pipe that waits',
    PIPE,
    (pipe) =>
      Object.assign(pipe.TargetParameters.StepFunctionStateMachineParameters, {
        InvocationType: 'REQUEST_RESPONSE',
      }),
    /waits for the end/,
  ],
  [
    'a pipe that gathers',
    PIPE,
    (pipe) => Object.assign(pipe.SourceParameters.SqsQueueParameters, { BatchSize: 10 }),
    /one start of several/,
  ],
  [
    'a pipe from elsewhere',
    PIPE,
    (pipe) => Object.assign(pipe.Source, { 'Fn::GetAtt': ['Undelivered', 'Arn'] }),
    /0 pipes take/,
  ],
  [
    'a log that the role cannot write',
    PIPE,
    (pipe) => Object.assign(pipe.LogConfiguration.CloudwatchLogsLogDestination, { LogGroupArn: 'another' }),
    /may not logs:PutLogEvents on "another"$/,
  ],
])('%s is found', (_, type, change, objection) => {
  expect(withFault(type, change)).toContainEqual(expect.stringMatching(objection));
});
