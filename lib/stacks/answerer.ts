import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { contract } from '../../lambdas/answer-recovery/contract';
import { announcedAlarm } from '../constructs/announced-alarm';
import { ledgerVariables } from '../constructs/environment';
import type { Site } from '../constructs/site';
import { TaskFunction } from '../constructs/task-function';
import { UtcSchedule } from '../constructs/utc-schedule';

const EVERY = Duration.minutes(5);
const DAY_SECONDS = 86_400;
/** A week, as drills are scheduled, and a day to notice that one failed. */
export const PROVEN_WITHIN_SECONDS = 8 * DAY_SECONDS;

/** Says every five minutes what would be recovered now, and rings when it is too little, too old or not known. */
export function addAnswerer(site: Site): void {
  const answerRecovery = new TaskFunction(site, {
    contract,
    environment: ledgerVariables(site.plan),
    reaches: [],
  });
  // The next round is the retry.
  answerRecovery.function.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: EVERY });
  new UtcSchedule(site, 'AnswerSchedule', {
    description: `${contract.name}: every 5 minutes`,
    expression: 'rate(5 minutes)',
    starts: { arn: answerRecovery.function.functionArn, action: 'lambda:InvokeFunction' },
    input: {},
    latestAfterSeconds: EVERY.toSeconds(),
  });
  announcedAlarm(answerRecovery, 'ErrorsAlarm', {
    topic: site.topic,
    metric: answerRecovery.function.metricErrors({ period: EVERY, statistic: Stats.SUM }),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    // Three rounds in a row: one throttled read is no reason to wake anybody.
    evaluationPeriods: 3,
    // No call, no error; that nobody calls any more is told by the alarm on what is not known.
    treatMissingData: TreatMissingData.NOT_BREACHING,
    what: 'nobody says any more what could be recovered',
    runbook: contract.name,
  });

  announcedAlarm(answerRecovery, 'MissedAlarm', {
    topic: site.topic,
    metric: figure('RecoveryMissed'),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    // A quarter of an hour: one check of a window that came late passes by itself.
    evaluationPeriods: 3,
    // What is not measured is unknown, and has its own alarm.
    treatMissingData: TreatMissingData.NOT_BREACHING,
    what: 'if the active region were lost now, an objective would be missed',
    runbook: 'recovery-missed',
  });
  announcedAlarm(answerRecovery, 'UnknownAlarm', {
    topic: site.topic,
    metric: figure('RecoveryUnknown'),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    // An hour: a region that reboots or a check that is redeployed is known again by then.
    evaluationPeriods: 12,
    // Silence is what this alarm is about.
    treatMissingData: TreatMissingData.BREACHING,
    what: 'for an hour it has not been known what could be recovered now',
    runbook: 'recovery-unknown',
  });
  announcedAlarm(answerRecovery, 'ProofAgeAlarm', {
    topic: site.topic,
    metric: figure('ProofAgeSeconds'),
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: PROVEN_WITHIN_SECONDS,
    evaluationPeriods: 3,
    // Without anything to prove there is no age; that there is nothing is missed or unknown.
    treatMissingData: TreatMissingData.NOT_BREACHING,
    what: 'what would be recovered from has not been proven for more than 8 days',
    runbook: 'proof-age',
  });
  announcedAlarm(answerRecovery, 'NeverProvenAlarm', {
    topic: site.topic,
    metric: figure('NeverProven').with({ period: Duration.hours(1) }),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    // A day, the longest that CloudWatch looks back by the hour. It rings after the first deployment too: start a drill.
    evaluationPeriods: 24,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    what: 'what would be recovered from was never proven by a restore',
    runbook: 'proof-age',
  });
}

/** The worst of all stores: figures carry no dimension but the function that reports them. */
const figure = (metricName: string): Metric =>
  new Metric({
    namespace: 'FireBackup',
    metricName,
    dimensionsMap: { service: contract.name },
    period: EVERY,
    statistic: Stats.MAXIMUM,
  });
