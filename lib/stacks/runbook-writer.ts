import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { contract } from '../../lambdas/write-runbook/contract';
import { announcedAlarm } from '../constructs/announced-alarm';
import { bucketVariables } from '../constructs/backup-bucket';
import { ledgerVariables } from '../constructs/environment';
import type { Site } from '../constructs/site';
import { TaskFunction } from '../constructs/task-function';
import { UtcSchedule } from '../constructs/utc-schedule';
import { RUNBOOK_PREFIX } from '../domain/runbook-document';

/** Before most working days begin anywhere on the plan's continents; by then the night's backups are recorded. */
const DAILY = 'cron(15 5 * * ? *)';
const LATEST_AFTER_SECONDS = 3600;

/** Writes every day what to do by hand, into the backup bucket of its region. */
export function addRunbookWriter(site: Site): void {
  const { plan } = site;
  const writeRunbook = new TaskFunction(site, {
    contract,
    environment: { ...ledgerVariables(plan), ...bucketVariables(plan), NOTIFY: plan.notify },
    backupKeys: [`${RUNBOOK_PREFIX}*`],
  });
  new UtcSchedule(site, 'RunbookSchedule', {
    description: `${contract.name}: every day`,
    expression: DAILY,
    starts: { arn: writeRunbook.function.functionArn, action: 'lambda:InvokeFunction' },
    input: {},
    latestAfterSeconds: LATEST_AFTER_SECONDS,
  });
  announcedAlarm(writeRunbook, 'ErrorsAlarm', {
    topic: site.topic,
    metric: writeRunbook.function.metricErrors({ period: Duration.hours(1), statistic: Stats.SUM }),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    // Lambda itself tries such a call three times; fewer errors mean that one of them wrote it.
    threshold: 3,
    evaluationPeriods: 1,
    // No call, no error: this one runs once a day.
    treatMissingData: TreatMissingData.NOT_BREACHING,
    what: 'the runbook for the day without machines was not written today',
    runbook: contract.name,
  });
}
