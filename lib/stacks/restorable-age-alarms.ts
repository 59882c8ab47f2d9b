import type { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { contract } from '../../lambdas/judge-wal/contract';
import { announcedAlarm } from '../constructs/announced-alarm';
import type { Site } from '../constructs/site';
import { AGE_METRICS, UNKNOWN_METRIC } from '../domain/wal-metrics';
import { archivePaceSeconds, RDS_PACE_SECONDS } from '../domain/wal-verdict';

/** Ages that `judge-wal` publishes, and what nobody could tell. */
export function addRestorableAgeAlarms(site: Site, every: Duration): void {
  const { plan } = site;
  const rpo = plan.objectives.region.database.rpo;
  const paces = {
    ...RDS_PACE_SECONDS,
    ...(plan.walArchives.length > 0 && {
      'wal-archive': Math.max(
        ...plan.walArchives.map(({ archiveTimeout }) => archivePaceSeconds(archiveTimeout)),
      ),
    }),
  };
  const scope = new Construct(site.scope, 'RestorableAge');
  const figure = (metricName: string) =>
    new Metric({
      namespace: 'FireBackup',
      metricName,
      dimensionsMap: { service: contract.name },
      period: every,
      statistic: Stats.MAXIMUM,
    });
  for (const [provider, pace] of Object.entries(paces)) {
    const metric = AGE_METRICS[provider as keyof typeof AGE_METRICS];
    const threshold = Math.max(rpo, pace);
    announcedAlarm(scope, metric, {
      topic: site.topic,
      metric: figure(metric),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold,
      // Two rounds: one that met a log on its way is over with the next.
      evaluationPeriods: 2,
      // Not judged in this region, or not known, which has the alarm below.
      treatMissingData: TreatMissingData.MISSING,
      what: `${provider} in ${site.region} can be recovered only to more than ${threshold} s ago`,
      runbook: 'restorable-age',
    });
  }
  announcedAlarm(scope, 'UnknownAlarm', {
    topic: site.topic,
    metric: figure(UNKNOWN_METRIC),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    // Half an hour: a reboot, a class change or a redeployed function is over by then.
    evaluationPeriods: 6,
    // Every round publishes it, 0 too: silence means that nobody looks.
    treatMissingData: TreatMissingData.BREACHING,
    what: `for half an hour part of what can be recovered in ${site.region} has not been known`,
    runbook: 'wal-unknown',
  });
}
