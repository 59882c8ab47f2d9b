import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { contract } from '../../lambdas/measure-queues/contract';
import { announcedAlarm } from '../constructs/announced-alarm';
import { scheduledTask } from '../constructs/scheduled-task';
import type { Site } from '../constructs/site';
import { pascalCase } from '../constructs/task-function';

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
  const { plan } = site;
  const lists = plan.caches.flatMap(({ id: cache, queues }) =>
    queues ? queues.lists.map((list) => ({ cache, list, endpoint: queues[site.servingPlace] })) : [],
  );
  if (lists.length === 0) return;
  const measureQueues = scheduledTask(
    site,
    { id: 'QueueSchedule', expression: 'rate(1 minute)', latestAfter: Duration.minutes(1) },
    { contract, environment: { QUEUES: JSON.stringify(lists) } },
  );
  for (const id of new Set(lists.map(({ cache }) => cache))) {
    announcedAlarm(measureQueues, `${pascalCase(id)}BacklogAlarm`, {
      alarmName: `${plan.name}-FireBackupBackupQueueBacklog-${id}`,
      site,
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
