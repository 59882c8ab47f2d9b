import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
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
const result = (
  figures: readonly (readonly [seconds: number, fired: number])[],
  StatusCode = 'Complete',
) => ({
  Id: 's0',
  StatusCode: StatusCode as 'Complete',
  Timestamps: figures.map(([seconds]) => new Date(at(seconds))),
  Values: figures.map(([, fired]) => fired),
});

test('a schedule is asked for by its group, as far back as its silence reaches, in five minutes each', async () => {
  cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [result([[-600, 5]])] });
  expect(await lastFired(guard)).toEqual(new Map([['firebackup-guard', at(-300)]]));
  expect(askedOf(cloudWatch)).toMatchObject([
    [
      'GetMetricDataCommand',
      {
        StartTime: new Date(at(-1260)),
        EndTime: new Date(at(0)),
        MetricDataQueries: [
          {
            Id: 's0',
            MetricStat: {
              Metric: {
                Namespace: 'AWS/Scheduler',
                MetricName: 'InvocationAttemptCount',
                Dimensions: [{ Name: 'ScheduleGroup', Value: 'firebackup-guard' }],
              },
              Period: 300,
              Stat: 'Sum',
            },
          },
        ],
      },
    ],
  ]);
});

test('what fires seldom is asked for by the hour, by a call of its own', async () => {
  cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [result([[-7200, 1]])] });
  expect(await lastFired(guard, drill)).toEqual(
    new Map([
      ['firebackup-guard', at(-6900)],
      ['firebackup-drill', at(-3600)],
    ]),
  );
  expect(askedOf(cloudWatch)).toHaveLength(2);
});

test('the newest figure that is more than nothing counts, of all pages', async () => {
  cloudWatch
    .on(GetMetricDataCommand)
    .resolvesOnce({ NextToken: 'more', MetricDataResults: [result([[-60, 0]], 'PartialData')] })
    .resolves({
      MetricDataResults: [
        result([
          [-420, 2],
          [-720, 5],
        ]),
      ],
    });
  expect(await lastFired(guard)).toEqual(new Map([['firebackup-guard', at(-120)]]));
});

test('a firing in the five minutes that are not over yet is no later than now', async () => {
  cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [result([[-60, 1]])] });
  expect(await lastFired(guard)).toEqual(new Map([['firebackup-guard', at(0)]]));
});

test('no figure at all is known as that; a figure that CloudWatch could not give is left out', async () => {
  cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [result([])] });
  expect(await lastFired(guard)).toEqual(new Map([['firebackup-guard', undefined]]));
  cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [result([], 'InternalError')] });
  expect(await lastFired(guard)).toEqual(new Map());
  cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [] });
  expect(await lastFired(guard)).toEqual(new Map());
});

test.each([
  ['AccessDenied', AccessDenied],
  ['Throttling', Throttled],
  ['TimeoutError', Unreachable],
])('%s has a name of ours', async (name, ours) => {
  cloudWatch.on(GetMetricDataCommand).rejects(anAwsError(name));
  await expect(lastFired(guard)).rejects.toThrow(ours);
});
