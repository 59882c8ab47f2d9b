import type { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { contract } from '../../lambdas/judge-wal/contract';
import { announcedAlarm } from '../constructs/announced-alarm';
import type { Site } from '../constructs/site';
import type { Workflow } from '../constructs/workflow';

/** On what `wal-check` finds, and on what it cannot find out. */
export function addWalCheckAlarms(site: Site, { machine, name }: Workflow, every: Duration): void {
  const { region } = site;
  // A run fails when something can be recovered only to too long ago, or has a hole; it succeeds in no other case than that nothing
  // of what is known is broken. So the lack of successes is every fault at once: broken, timed out, aborted, never started.
  announcedAlarm(machine, 'NotWellAlarm', {
    site,
    metric: machine.metricSucceeded({ period: every }),
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: 1,
    // Three rounds of four: one that met a log on its way is over with the next, two may end in the same five minutes, and the daily
    // walk through an archive of millions of segments may take some.
    evaluationPeriods: 4,
    datapointsToAlarm: 3,
    treatMissingData: TreatMissingData.BREACHING,
    what: `${name} in ${region} finds something that can be recovered only to too long ago, or not at all; or comes to no end`,
    runbook: name,
  });
  announcedAlarm(machine, 'UnknownAlarm', {
    site,
    metric: new Metric({
      namespace: 'FireBackup',
      metricName: 'WalUnknown',
      dimensionsMap: { service: contract.name },
      period: every,
      statistic: Stats.MAXIMUM,
    }),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    // Half an hour: a reboot, a class change or a redeployed function is over by then. Two rounds of it may share five minutes.
    evaluationPeriods: 7,
    datapointsToAlarm: 6,
    // Published only when something is unknown. That nobody looks is told by the alarm above.
    treatMissingData: TreatMissingData.NOT_BREACHING,
    what: `for half an hour part of what can be recovered in ${region} has not been known`,
    runbook: 'wal-unknown',
  });
}
