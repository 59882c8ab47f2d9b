import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { contract } from '../../lambdas/answer-recovery/contract';
import { announcedAlarm } from '../constructs/announced-alarm';
import { ledgerVariables } from '../constructs/environment';
import { scheduledTask } from '../constructs/scheduled-task';
import type { Site } from '../constructs/site';
import type { TaskFunction } from '../constructs/task-function';

const EVERY = Duration.minutes(5);

/**
 * Says every five minutes what would be recovered now; and in the plan's recovery region rings when it is too little, too old or not
 * known.
 */
export function addAnswerer(site: Site): void {
  const answerRecovery = scheduledTask(
    site,
    { id: 'AnswerSchedule', expression: `rate(${EVERY.toMinutes()} minutes)`, latestAfter: EVERY },
    { contract, environment: ledgerVariables(site.plan), reaches: [] },
  );
  if (site.place === 'recovery') addAlarms(site, answerRecovery);
}

function addAlarms(site: Site, task: TaskFunction): void {
  const rings = {
    site,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    // Published only when there is something to tell. That nobody answers any more the queue of failed calls tells, and the region
    // that watches this one's schedules.
    treatMissingData: TreatMissingData.NOT_BREACHING,
  };
  announcedAlarm(task, 'MissedAlarm', {
    ...rings,
    metric: figure('RecoveryMissed'),
    // A quarter of an hour: one check of a window that came late passes by itself. Two rounds of it may share five minutes.
    evaluationPeriods: 4,
    datapointsToAlarm: 3,
    what: 'if the active region were lost now, an objective would be missed',
    runbook: 'recovery-missed',
  });
  announcedAlarm(task, 'UnknownAlarm', {
    ...rings,
    metric: figure('RecoveryUnknown'),
    // An hour: a region that reboots or a check that is redeployed is known again by then. Two rounds of it may share five minutes.
    evaluationPeriods: 13,
    datapointsToAlarm: 12,
    what: 'for an hour it has not been known what could be recovered now',
    runbook: 'recovery-unknown',
  });
  announcedAlarm(task, 'UnprovenAlarm', {
    ...rings,
    metric: figure('RecoveryUnproven').with({ period: Duration.hours(1) }),
    // A day, the longest that CloudWatch looks back by the hour: time for a drill that is late. It rings after the first deployment
    // too: start a drill.
    evaluationPeriods: 24,
    what: 'what would be recovered from was never proven by a restore, or has not been for more than 8 days',
    runbook: 'proof-age',
  });
}

/** Over all stores: figures carry no dimension but the function that reports them. */
const figure = (metricName: string): Metric =>
  new Metric({
    namespace: 'FireBackup',
    metricName,
    dimensionsMap: { service: contract.name },
    period: EVERY,
    statistic: Stats.MAXIMUM,
  });
