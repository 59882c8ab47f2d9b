import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { contract } from '../../lambdas/probe-components/contract';
import { announcedAlarm } from '../constructs/announced-alarm';
import { ledgerVariables } from '../constructs/environment';
import { goesRound } from '../constructs/rounds';
import type { Site } from '../constructs/site';
import { TaskFunction } from '../constructs/task-function';
import { Workflow } from '../constructs/workflow';

/** The figure that ProbeComponents reports, under the dimension that its metrics carry. 1: the primary region is down. */
export const regionDown = (period: Duration, statistic: 'Maximum' | 'SampleCount'): Metric =>
  new Metric({
    namespace: 'FireBackup',
    metricName: 'RegionDown',
    dimensionsMap: { service: contract.name },
    period,
    statistic,
  });

/** One vantage point: a probe per interval, and an alarm on its silence. One of them listens to Route 53's health check too. */
export function addProber(site: Site, vantagePoint: 'recovery' | 'witness', healthCheckId?: string): void {
  const probeComponents = new TaskFunction(site, {
    contract,
    environment: {
      ...ledgerVariables(site.plan),
      VANTAGE_POINT: vantagePoint,
      ...(healthCheckId !== undefined && { HEALTH_CHECK_ID: healthCheckId }),
    },
    // It asks over HTTPS and tells the ledger: no database and no cache is its business.
    reaches: [],
    untraced: true,
    ...(healthCheckId !== undefined && { healthCheckId }),
  });
  const probe = new Workflow(site, {
    name: 'probe',
    type: StateMachineType.EXPRESS,
    logged: 'failures',
    tasks: [probeComponents],
  });
  goesRound(site, 'ProbeSchedule', probe);

  announcedAlarm(site.scope, 'ProberSilentAlarm', {
    topic: site.topic,
    metric: regionDown(Duration.minutes(1), 'SampleCount'),
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: 1,
    // Three minutes without a single probe: one lost start is made up for by the next. Whether the schedule, the queue, the pipe or
    // the machine has stopped makes no difference to it.
    evaluationPeriods: 3,
    // Here silence is the fault itself: a blind prober cannot see a region go down.
    treatMissingData: TreatMissingData.BREACHING,
    what: `the prober in ${site.region} is silent, so a lost region may go unnoticed`,
    runbook: 'prober-silent',
  });
}
