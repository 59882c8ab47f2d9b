import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { contract as recordHeartbeats } from '../../lambdas/record-heartbeats/contract';
import { contract as writeHeartbeat } from '../../lambdas/write-heartbeat/contract';
import { announcedAlarm } from '../constructs/announced-alarm';
import { deploymentVariables, ledgerVariables } from '../constructs/environment';
import { goesRound } from '../constructs/rounds';
import type { Site } from '../constructs/site';
import { TaskFunction } from '../constructs/task-function';
import { Workflow } from '../constructs/workflow';

/** Heartbeats in both regions: each database takes them where it is writable, and where it is a standby they are looked at. */
export function addHeartbeat(site: Site): void {
  const writing = new TaskFunction(site, {
    contract: writeHeartbeat,
    environment: deploymentVariables(site.plan),
    polled: true,
  });
  const recording = new TaskFunction(site, {
    contract: recordHeartbeats,
    environment: ledgerVariables(site.plan),
    // It is told what was seen, and speaks to the ledger alone.
    reaches: [],
    polled: true,
  });
  const heartbeat = new Workflow(site, {
    name: 'heartbeat',
    type: StateMachineType.EXPRESS,
    logged: 'failures',
    tasks: [writing, recording],
  });
  addAgeAlarm(site);
  addKeptOutAlarm(site);
  goesRound(site, 'HeartbeatSchedule', heartbeat);
}

/** Rings where heartbeats come through too late for the RPO, and where nobody can say when one came through. */
function addAgeAlarm(site: Site): void {
  const { rpo } = site.plan.objectives.region.database;
  announcedAlarm(site.scope, 'HeartbeatAgeAlarm', {
    site,
    metric: figure('HeartbeatAge', Stats.MAXIMUM),
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: rpo,
    // Two of three minutes: the figure is missing, and so breaching, while the machine starts cold.
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    // No figure is what a dead database, a dead machine and a replica without heartbeats have in common.
    treatMissingData: TreatMissingData.BREACHING,
    what: `heartbeats in ${site.region} are older than the RPO of ${rpo} s, or nobody can say how old`,
    runbook: 'heartbeat-age',
  });
}

/** Rings where the application's roles are closed in the active region, and no run is there that would open them. */
function addKeptOutAlarm(site: Site): void {
  announcedAlarm(site.scope, 'ApplicationKeptOutAlarm', {
    site,
    metric: figure('ApplicationKeptOut', Stats.MAXIMUM),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    // Three of five minutes: a run is given up seconds before its fences are undone, and a round may be missing in between.
    evaluationPeriods: 5,
    datapointsToAlarm: 3,
    // There is none where nothing is to be told: where all may log in, on a standby, in a region that is not active, while a run is
    // open. Were it left missing, a single round that saw the roles closed would ring. Who writes no heartbeats is told of by the
    // alarm above.
    treatMissingData: TreatMissingData.NOT_BREACHING,
    what: `the application may not log in to its databases in ${site.region}, which is active, and no run is open`,
    runbook: 'application-kept-out',
  });
}

/** What `record-heartbeats` measures, by the minute. */
const figure = (metricName: string, statistic: string): Metric =>
  new Metric({
    namespace: 'FireBackup',
    metricName,
    dimensionsMap: { service: recordHeartbeats.name },
    period: Duration.minutes(1),
    statistic,
  });
