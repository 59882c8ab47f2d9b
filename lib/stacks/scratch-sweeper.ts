import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { contract } from '../../lambdas/sweep-scratch/contract';
import { announcedAlarm } from '../constructs/announced-alarm';
import { deploymentVariables } from '../constructs/environment';
import type { Site } from '../constructs/site';
import { TaskFunction } from '../constructs/task-function';
import { UtcSchedule } from '../constructs/utc-schedule';

/** An instance is billed by the second: a quarter of an hour too long costs cents. */
const EVERY = Duration.minutes(15);

/** Removes what restores and drills of its region left behind when their machine could not. */
export function addScratchSweeper(site: Site): void {
  const sweepScratch = new TaskFunction(site, {
    contract,
    environment: deploymentVariables(site.plan),
    scratch: 'listed',
  });
  // The next quarter of an hour is the retry.
  sweepScratch.function.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: EVERY });
  new UtcSchedule(site, 'SweepSchedule', {
    description: `${contract.name}: every ${EVERY.toMinutes()} minutes`,
    expression: `rate(${EVERY.toMinutes()} minutes)`,
    starts: { arn: sweepScratch.function.functionArn, action: 'lambda:InvokeFunction' },
    input: {},
    latestAfterSeconds: EVERY.toSeconds(),
  });
  announcedAlarm(sweepScratch, 'ErrorsAlarm', {
    topic: site.topic,
    metric: sweepScratch.function.metricErrors({ period: EVERY, statistic: Stats.SUM }),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    // Two rounds in a row: one throttled read is no reason to wake anybody.
    evaluationPeriods: 2,
    // No call, no error; a schedule that stopped calling is told by the queue of what was not delivered.
    treatMissingData: TreatMissingData.NOT_BREACHING,
    what: `what restores left behind in ${site.region} is not removed and goes on costing money`,
    runbook: contract.name,
  });
}
