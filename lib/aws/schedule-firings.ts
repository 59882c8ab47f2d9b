import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { type Instant, instant } from '../domain/instant';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

export interface AskedSchedule {
  /** The schedule's group, which has no other: Scheduler counts by groups alone. */
  readonly group: string;
  readonly withinSeconds: number;
}

/** Fine figures where half a day is looked back, 144 of five minutes; coarse ones beyond, 185 of an hour for a week and a rest. */
const FINE = { periodSeconds: 300, withinSecondsMost: 43_200 };
const COARSE = { periodSeconds: 3600 };

export type ScheduleFirings = ReturnType<typeof scheduleFirings>;

/** What EventBridge Scheduler of a region told CloudWatch there. @throws our errors as `translate.ts` names them. */
export function scheduleFirings(access: AwsAccess) {
  const client = withMiddleware(new CloudWatchClient(clientSettings(access)), access);

  /**
   * A request each, by the older of the two calls that CloudWatch has: it is among the million requests a month that an account has for
   * nothing, and the one that takes many figures at once is not.
   */
  async function lastFiringOf(
    { group, withinSeconds }: AskedSchedule,
    now: Instant,
  ): Promise<Instant | undefined> {
    const { periodSeconds } = withinSeconds <= FINE.withinSecondsMost ? FINE : COARSE;
    const end = new Date(now).getTime();
    const { Datapoints = [] } = await asking(
      `cloudwatch in ${access.region}: firings of schedule ${group}`,
      () =>
        client.send(
          new GetMetricStatisticsCommand({
            Namespace: 'AWS/Scheduler',
            MetricName: 'InvocationAttemptCount',
            Dimensions: [{ Name: 'ScheduleGroup', Value: group }],
            StartTime: new Date(end - (withinSeconds + periodSeconds) * 1000),
            EndTime: new Date(end),
            Period: periodSeconds,
            Statistics: ['Sum'],
          }),
        ),
    );
    const begun = Datapoints.flatMap(({ Timestamp, Sum = 0 }) =>
      Timestamp && Sum > 0 ? [Timestamp.getTime()] : [],
    );
    // A figure stands for a stretch of time and has its beginning: what fired in it did so before its end.
    return begun.length === 0
      ? undefined
      : instant(new Date(Math.min(end, Math.max(...begun) + periodSeconds * 1000)));
  }

  return {
    /**
     * When each schedule fired last, as far as it was looked back for; a group that CloudWatch did not answer for is missing.
     * To fire is to try: what became of the start is for the notices of whom it starts. @throws where it answers for none
     */
    lastFired: async (
      schedules: readonly AskedSchedule[],
      now: Instant,
    ): Promise<ReadonlyMap<string, Instant | undefined>> => {
      const answers = await Promise.allSettled(schedules.map((one) => lastFiringOf(one, now)));
      const [failure] = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
      if (failure && answers.every(({ status }) => status === 'rejected')) throw failure;
      return new Map(
        schedules.flatMap(({ group }, index): [string, Instant | undefined][] => {
          const answer = answers[index];
          return answer?.status === 'fulfilled' ? [[group, answer.value]] : [];
        }),
      );
    },
  };
}
