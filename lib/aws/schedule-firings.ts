import { CloudWatchClient, paginateGetMetricData } from '@aws-sdk/client-cloudwatch';
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

  async function lastFiredBy(
    asked: readonly AskedSchedule[],
    periodSeconds: number,
    now: Instant,
  ): Promise<[string, Instant | undefined][]> {
    if (asked.length === 0) return [];
    const longest = Math.max(...asked.map(({ withinSeconds }) => withinSeconds));
    const end = new Date(now).getTime();
    const query = {
      StartTime: new Date(end - (longest + periodSeconds) * 1000),
      EndTime: new Date(end),
      ScanBy: 'TimestampDescending' as const,
      MetricDataQueries: asked.map(({ group }, at) => ({
        Id: `s${at}`,
        MetricStat: {
          Metric: {
            Namespace: 'AWS/Scheduler',
            MetricName: 'InvocationAttemptCount',
            Dimensions: [{ Name: 'ScheduleGroup', Value: group }],
          },
          Period: periodSeconds,
          Stat: 'Sum',
        },
      })),
    };
    const newest = new Map<string, number>();
    const complete = new Set<string>();
    await asking(`cloudwatch in ${access.region}: firings of schedules`, async () => {
      for await (const { MetricDataResults = [] } of paginateGetMetricData({ client }, query)) {
        for (const { Id = '', StatusCode, Timestamps = [], Values = [] } of MetricDataResults) {
          const fired = Timestamps.filter((_, at) => (Values[at] ?? 0) > 0).map((one) => one.getTime());
          newest.set(Id, Math.max(newest.get(Id) ?? 0, ...fired));
          if (StatusCode === 'Complete') complete.add(Id);
        }
      }
    });
    return asked.flatMap(({ group }, at): [string, Instant | undefined][] => {
      const begun = newest.get(`s${at}`) || undefined;
      if (begun === undefined && !complete.has(`s${at}`)) return [];
      // A figure stands for a stretch of time and has its beginning: what fired in it did so before its end.
      const lastFired =
        begun === undefined ? undefined : instant(new Date(Math.min(end, begun + periodSeconds * 1000)));
      return [[group, lastFired]];
    });
  }

  return {
    /**
     * When each schedule fired last, as far as it was looked back for; a group that CloudWatch did not answer for is missing.
     * To fire is to try: what became of the start is for the alarms of whom it starts.
     */
    lastFired: async (
      schedules: readonly AskedSchedule[],
      now: Instant,
    ): Promise<ReadonlyMap<string, Instant | undefined>> => {
      const isFine = ({ withinSeconds }: AskedSchedule) => withinSeconds <= FINE.withinSecondsMost;
      const [fine, coarse] = await Promise.all([
        lastFiredBy(schedules.filter(isFine), FINE.periodSeconds, now),
        lastFiredBy(
          schedules.filter((one) => !isFine(one)),
          COARSE.periodSeconds,
          now,
        ),
      ]);
      return new Map([...fine, ...coarse]);
    },
  };
}
