import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { announcedAlarm } from './announced-alarm';
import type { Site } from './site';
import type { TaskFunction } from './task-function';

/** For functions whose failing fails no machine, and must be told by itself whatever else fails at the time. */
export function alarmOnErrors(site: Site, task: TaskFunction, what: string): void {
  announcedAlarm(task, 'ErrorsAlarm', {
    site,
    metric: task.function.metricErrors({ period: Duration.minutes(1) }),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 3,
    // Two of three minutes: one cold region or one throttled read is no reason to wake anybody.
    datapointsToAlarm: 2,
    // No call, no error; a schedule that stopped calling is told by the queue of what was not delivered.
    treatMissingData: TreatMissingData.NOT_BREACHING,
    what,
    runbook: task.contract.name,
  });
}
