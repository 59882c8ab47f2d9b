import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { contract } from '../../lambdas/measure-queues/contract';
import { alarmOnErrors } from '../constructs/alarm-on-errors';
import { announcedAlarm } from '../constructs/announced-alarm';
import type { Site } from '../constructs/site';
import { pascalCase, TaskFunction } from '../constructs/task-function';
import { UtcSchedule } from '../constructs/utc-schedule';

/** FireBackup's own rule: more than this many backups that wait, for a quarter of an hour. */
export const BACKLOG = { waiting: 100, minutes: 15 };

/** The figure of a cache: the longest of its lists. */
export const queueWaiting = (cache: string): Metric =>
  new Metric({
    namespace: 'FireBackup',
    metricName: 'QueueWaiting',
    dimensionsMap: { service: contract.name, cache },
    period: Duration.minutes(1),
    statistic: Stats.MAXIMUM,
  });

/** How many jobs wait, by the minute, where the plan says which lists they wait in; and FireBackup's own alarm on it. */
export function addQueueMeasurer(site: Site): void {
  const { plan, topic } = site;
  const lists = plan.caches.flatMap(({ id: cache, queues }) =>
    queues ? queues.lists.map((list) => ({ cache, list, endpoint: queues[site.servingPlace] })) : [],
  );
  if (lists.length === 0) return;
  const measureQueues = new TaskFunction(site, { contract, environment: { QUEUES: JSON.stringify(lists) } });
  // The next minute is the retry.
  measureQueues.function.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
  new UtcSchedule(site, 'QueueSchedule', {
    description: `${contract.name}: every minute`,
    expression: 'rate(1 minute)',
    starts: { arn: measureQueues.function.functionArn, action: 'lambda:InvokeFunction' },
    input: {},
    latestAfterSeconds: 60,
  });
  alarmOnErrors(site, measureQueues, `how many jobs wait in ${site.region} is not measured`);
  for (const id of new Set(lists.map(({ cache }) => cache))) {
    announcedAlarm(measureQueues, `${pascalCase(id)}BacklogAlarm`, {
      alarmName: `${plan.name}-BackupQueueBacklog-${id}`,
      topic,
      metric: queueWaiting(id),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold: BACKLOG.waiting,
      evaluationPeriods: BACKLOG.minutes,
      // A cache that cannot be read has no figure, and is neither well nor ill by this: a replica may admit nobody. That a cache
      // that serves is gone, the API says.
      treatMissingData: TreatMissingData.MISSING,
      what: `warning: for ${BACKLOG.minutes} minutes more than ${BACKLOG.waiting} backups have been waiting in ${id}`,
      runbook: 'backup-queue-backlog',
    });
  }
}
