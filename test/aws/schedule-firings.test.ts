import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { mockClient } from 'aws-sdk-client-mock';
import { accessTo } from '../../lib/aws/client-settings';
import { scheduleFirings } from '../../lib/aws/schedule-firings';
import { AccessDenied, Throttled, Unreachable } from '../../lib/domain/errors';
import { anAwsError } from '../helpers/an-aws-error';
import { askedOf } from '../helpers/asked-of';
import { at } from '../helpers/at';

const cloudWatch = mockClient(CloudWatchClient);
beforeEach(() => cloudWatch.reset());

const guard = { group: 'firebackup-guard', withinSeconds: 960 };
const drill = { group: 'firebackup-drill', withinSeconds: 665_280 };
const lastFired = (...schedules: readonly (typeof guard)[]) =>
  scheduleFirings(accessTo('us-east-1')).lastFired(schedules, at(0));
const figures = (...some: readonly (readonly [seconds: number, fired: number])[]) => ({
  Datapoints: some.map(([seconds, Sum]) => ({ Timestamp: new Date(at(seconds)), Sum })),
});
const of = ({ group }: typeof guard) => ({ Dimensions: [{ Name: 'ScheduleGroup', Value: group }] });

test('a schedule is asked for by its group, as far back as its silence reaches, in five minutes each', async () => {
  cloudWatch.on(GetMetricStatisticsCommand).resolves(figures([-600, 5]));
  expect(await lastFired(guard)).toEqual(new Map([['firebackup-guard', at(-300)]]));
  expect(askedOf(cloudWatch)).toEqual([
    [
      'GetMetricStatisticsCommand',
      {
        Namespace: 'AWS/Scheduler',
        MetricName: 'InvocationAttemptCount',
        ...of(guard),
        StartTime: new Date(at(-1260)),
        EndTime: new Date(at(0)),
        Period: 300,
        Statistics: ['Sum'],
      },
    ],
  ]);
});

test('what fires seldom is asked for by the hour', async () => {
  cloudWatch.on(GetMetricStatisticsCommand).resolves(figures([-7200, 1]));
  expect(await lastFired(guard, drill)).toEqual(
    new Map([
      ['firebackup-guard', at(-6900)],
      ['firebackup-drill', at(-3600)],
    ]),
  );
  expect(askedOf(cloudWatch)).toMatchObject([
    [expect.anything(), { Period: 300 }],
    [expect.anything(), { Period: 3600 }],
  ]);
});

test('the newest figure that is more than nothing counts, in whatever order they come', async () => {
  cloudWatch.on(GetMetricStatisticsCommand).resolves(figures([-720, 5], [-60, 0], [-420, 2]));
  expect(await lastFired(guard)).toEqual(new Map([['firebackup-guard', at(-120)]]));
});

test('a firing in the five minutes that are not over yet is no later than now', async () => {
  cloudWatch.on(GetMetricStatisticsCommand).resolves(figures([-60, 1]));
  expect(await lastFired(guard)).toEqual(new Map([['firebackup-guard', at(0)]]));
});

test('no figure at all is known as that; a schedule that CloudWatch did not answer for is left out', async () => {
  cloudWatch.on(GetMetricStatisticsCommand).resolves(figures());
  cloudWatch.on(GetMetricStatisticsCommand, of(drill)).rejects(anAwsError('InternalServiceFault'));
  expect(await lastFired(guard, drill)).toEqual(new Map([['firebackup-guard', undefined]]));
});

test('of no schedules nothing is asked', async () => {
  expect(await lastFired()).toEqual(new Map());
  expect(askedOf(cloudWatch)).toEqual([]);
});

test.each([
  ['AccessDenied', AccessDenied],
  ['Throttling', Throttled],
  ['TimeoutError', Unreachable],
])('%s for all of them has a name of ours', async (name, ours) => {
  cloudWatch.on(GetMetricStatisticsCommand).rejects(anAwsError(name));
  await expect(lastFired(guard, drill)).rejects.toThrow(ours);
});
