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
import { staleAfterSeconds } from '../domain/verdict';

/** A figure that ProbeComponents reports, under the dimension that its metrics carry. */
const figure = (metricName: string, period: Duration, statistic: string): Metric =>
  new Metric({
    namespace: 'FireBackup',
    metricName,
    dimensionsMap: { service: contract.name },
    period,
    statistic,
  });

/** 1: the primary region is down. */
export const regionDown = (period: Duration, statistic: 'Maximum' | 'SampleCount'): Metric =>
  figure('RegionDown', period, statistic);

/** One vantage point: a probe per interval. The recovery region's listens to Route 53's health check too, judges, and rings. */
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
    polled: true,
    ...(healthCheckId !== undefined && { healthCheckId }),
  });
  const probe = new Workflow(site, {
    name: 'probe',
    type: StateMachineType.EXPRESS,
    logged: 'failures',
    tasks: [probeComponents],
  });
  goesRound(site, 'ProbeSchedule', probe);

  if (vantagePoint === 'recovery') addSilenceAlarms(site);
}

/**
 * With fewer, silence ends each row of bad probes before it is long enough, and nothing is ever down. A row bears gaps of three
 * intervals: of rounds 15 s apart that takes two a minute, and of those 20 s apart or more one.
 */
export const probesOfAMinuteLeast = (intervalSeconds: number): number =>
  Math.ceil(60 / staleAfterSeconds({ intervalSeconds }));

/**
 * Of both probers, in the recovery region: the witness region has no notice of its own to give, and so needs neither a topic nor a key.
 * Is the recovery region lost, the primary one's watch over schedules tells so.
 */
function addSilenceAlarms(site: Site): void {
  const { scope, region, plan } = site;
  announcedAlarm(scope, 'ProberSilentAlarm', {
    site,
    metric: regionDown(Duration.minutes(1), 'SampleCount'),
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: probesOfAMinuteLeast(plan.probe.interval),
    // Three minutes of it: one lost start is made up for by the next. Whether the schedule, the queue, the pipe or the machine has
    // stopped, or lets only some rounds through, makes no difference to it.
    evaluationPeriods: 3,
    // Here silence is the fault itself: a blind prober cannot see a region go down.
    treatMissingData: TreatMissingData.BREACHING,
    what: `the prober in ${region} is silent, so a lost region may go unnoticed`,
    runbook: 'prober-silent',
  });
  announcedAlarm(scope, 'WitnessSilentAlarm', {
    site,
    metric: figure('WitnessSilent', Duration.minutes(1), 'Maximum'),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    // As above. Where a round is as long as a minute, two may share one, and leave one without.
    evaluationPeriods: 4,
    datapointsToAlarm: 3,
    // Sent only while it is silent. That nobody looks, the other alarm tells.
    treatMissingData: TreatMissingData.NOT_BREACHING,
    what: `the prober in ${plan.regions.witness} is silent, so a lost region may go unnoticed`,
    runbook: 'prober-silent',
  });
}
