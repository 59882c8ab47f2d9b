import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { type AlarmSite, announcedAlarm } from './announced-alarm';

/** For queues that nothing consumes, where whatever lies in them went wrong. */
export function alarmOnMessages(
  scope: Construct,
  id: string,
  {
    site,
    queue,
    what,
    runbook,
  }: {
    readonly site: AlarmSite;
    readonly queue: Queue;
    readonly what: string;
    readonly runbook: string;
  },
): void {
  announcedAlarm(scope, id, {
    site,
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1) }),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 1,
    // An idle queue reports nothing for hours, and holds nothing.
    treatMissingData: TreatMissingData.NOT_BREACHING,
    what,
    runbook,
  });
}
