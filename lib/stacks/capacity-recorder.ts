import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { contract } from '../../lambdas/record-capacity/contract';
import { announcedAlarm } from '../constructs/announced-alarm';
import { ledgerVariables } from '../constructs/environment';
import { scheduledTask } from '../constructs/scheduled-task';
import type { Site } from '../constructs/site';
import type { TaskFunction } from '../constructs/task-function';

/** Load changes by the quarter of an hour; a region that takes over at the size of five minutes ago is scaled by load from there. */
const EVERY = Duration.minutes(5);

/** Keeps in mind at which size the region serves. */
export function addCapacityRecorder(site: Site): void {
  if (!site.plan.compute) return;
  const recordCapacity = scheduledTask(
    site,
    { id: 'CapacitySchedule', expression: `rate(${EVERY.toMinutes()} minutes)`, latestAfter: EVERY },
    { contract, environment: ledgerVariables(site.plan) },
  );
  for (const component of ['api', 'workers'] as const) addMissingAlarm(site, recordCapacity, component);
}

/** The figure of a component in the region that serves. */
export const tasksMissing = (component: 'api' | 'workers'): Metric =>
  new Metric({
    namespace: 'FireBackup',
    metricName: 'TasksMissing',
    dimensionsMap: { service: contract.name, component },
    period: EVERY,
    statistic: Stats.MAXIMUM,
  });

/** Its zone objective says within which time a component has mended itself when a host or a zone is lost. */
function addMissingAlarm(site: Site, task: TaskFunction, component: 'api' | 'workers'): void {
  const { rto } = site.plan.objectives.zone[component];
  const rounds = Math.max(1, Math.ceil(rto / EVERY.toSeconds()));
  announcedAlarm(task, `${component === 'api' ? 'Api' : 'Workers'}MissingAlarm`, {
    site,
    metric: tasksMissing(component),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    // Two rounds may share five minutes.
    evaluationPeriods: rounds + 1,
    datapointsToAlarm: rounds,
    // Published only where some are missing: a region that does not serve, or whose role is moving, lacks nothing. That nobody counts
    // the queue of failed calls tells.
    treatMissingData: TreatMissingData.NOT_BREACHING,
    what: `tasks of ${component} have been missing in ${site.region} for longer than its RTO of ${rto} s within a region`,
    runbook: 'tasks-missing',
  });
}
