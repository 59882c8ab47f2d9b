import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { contract } from '../../lambdas/record-capacity/contract';
import { announcedAlarm } from '../constructs/announced-alarm';
import { ledgerVariables } from '../constructs/environment';
import type { Site } from '../constructs/site';
import { TaskFunction } from '../constructs/task-function';
import { UtcSchedule } from '../constructs/utc-schedule';

/** Load changes by the quarter of an hour; a region that takes over at the size of five minutes ago is scaled by load from there. */
const EVERY = Duration.minutes(5);

/** Keeps in mind at which size the region serves. */
export function addCapacityRecorder(site: Site): void {
  if (!site.plan.compute) return;
  const recordCapacity = new TaskFunction(site, { contract, environment: ledgerVariables(site.plan) });
  // The next five minutes are the retry.
  recordCapacity.function.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: EVERY });
  new UtcSchedule(site, 'CapacitySchedule', {
    description: `${contract.name}: every ${EVERY.toMinutes()} minutes`,
    expression: `rate(${EVERY.toMinutes()} minutes)`,
    starts: { arn: recordCapacity.function.functionArn, action: 'lambda:InvokeFunction' },
    input: {},
    latestAfterSeconds: EVERY.toSeconds(),
  });
  announcedAlarm(recordCapacity, 'ErrorsAlarm', {
    topic: site.topic,
    metric: recordCapacity.function.metricErrors({ period: EVERY, statistic: Stats.SUM }),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    // A quarter of an hour: sizes that are older than that are no longer those of now.
    evaluationPeriods: 3,
    // No call, no error; a schedule that stopped calling is told by the queue of what was not delivered.
    treatMissingData: TreatMissingData.NOT_BREACHING,
    what: `the sizes of the services in ${site.region} are not recorded: whoever takes over starts at old ones`,
    runbook: contract.name,
  });
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
    topic: site.topic,
    metric: tasksMissing(component),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    evaluationPeriods: rounds,
    // A region that does not serve has no figure, nor has one whose role is moving: neither lacks anything.
    treatMissingData: TreatMissingData.MISSING,
    what: `tasks of ${component} have been missing in ${site.region} for longer than its RTO of ${rto} s within a region`,
    runbook: 'tasks-missing',
  });
}
