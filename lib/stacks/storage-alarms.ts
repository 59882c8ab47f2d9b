import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { announcedAlarm } from '../constructs/announced-alarm';
import type { Site } from '../constructs/site';
import { pascalCase } from '../constructs/task-function';

const GIGABYTE = 2 ** 30;

/**
 * A replica that is down or slow keeps WAL on the primary without limit, until its storage is full and it stops: losing
 * the spare takes the primary along. At 8 MB/s, a busy db.r5.large, 10 GB are 21 minutes: the time that is left to act when
 * free storage rings, and the head start that the slot gives before. WAL that piles up without a slot waits for the archiver: then
 * automated backups get old, which `wal-check` tells.
 */
const LIMITS = [
  {
    metricName: 'OldestReplicationSlotLag',
    statistic: Stats.MAXIMUM,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: 10 * GIGABYTE,
    what: 'a replication slot keeps more than 10 GB of WAL',
  },
  {
    metricName: 'FreeStorageSpace',
    statistic: Stats.MINIMUM,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: 10 * GIGABYTE,
    what: 'less than 10 GB of storage are free',
  },
] as const;

/** RDS' own figures of the region's instances, which it publishes every minute. */
export function addStorageAlarms(site: Site): void {
  const scope = new Construct(site.scope, 'Storage');
  for (const { id, [site.servingPlace]: side } of site.plan.databases) {
    for (const { metricName, statistic, what, ...limit } of LIMITS) {
      announcedAlarm(scope, `${pascalCase(id)}${metricName}`, {
        ...limit,
        site,
        metric: new Metric({
          namespace: 'AWS/RDS',
          metricName,
          dimensionsMap: { DBInstanceIdentifier: side.instance },
          period: Duration.minutes(1),
          statistic,
        }),
        // Five of five minutes: a checkpoint or a bulk load that passes wakes nobody.
        evaluationPeriods: 5,
        // A standby has no slots, and an instance that is gone has other alarms; neither is well or ill.
        treatMissingData: TreatMissingData.MISSING,
        what: `${what} on ${side.instance}`,
        runbook: 'wal-storage',
      });
    }
  }
}
