import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { contract as recordHeartbeats } from '../../lambdas/record-heartbeats/contract';
import { contract as writeHeartbeat } from '../../lambdas/write-heartbeat/contract';
import { alarmOnErrors } from '../constructs/alarm-on-errors';
import { announcedAlarm } from '../constructs/announced-alarm';
import { deploymentVariables, ledgerVariables } from '../constructs/environment';
import { everyMinuteInRounds } from '../constructs/round-schedule';
import type { Site } from '../constructs/site';
import { TaskFunction } from '../constructs/task-function';
import { Workflow } from '../constructs/workflow';

/** Heartbeats in both regions: each database takes them where it is writable, and where it is a standby they are looked at. */
export function addHeartbeat(site: Site): void {
  const writing = new TaskFunction(site, {
    contract: writeHeartbeat,
    environment: deploymentVariables(site.plan),
  });
  const recording = new TaskFunction(site, {
    contract: recordHeartbeats,
    environment: ledgerVariables(site.plan),
    // It is told what was seen, and tells the ledger.
    reaches: [],
  });
  const heartbeat = new Workflow(site, {
    name: 'heartbeat',
    type: StateMachineType.EXPRESS,
    logged: 'failures',
    tasks: [writing, recording],
  });
  // A round that fails does not fail its machine, which goes on with the next one.
  alarmOnErrors(
    site,
    writing,
    `heartbeats fail in ${site.region}: the expected loss gets unknown`,
    'heartbeat',
  );
  addAgeAlarm(site);
  everyMinuteInRounds(site, 'HeartbeatSchedule', heartbeat);
}

/** Rings where heartbeats come through too late for the RPO, and where nobody can say when one came through. */
function addAgeAlarm(site: Site): void {
  const { rpo } = site.plan.objectives.region.database;
  announcedAlarm(site.scope, 'HeartbeatAgeAlarm', {
    topic: site.topic,
    metric: new Metric({
      namespace: 'FireBackup',
      metricName: 'HeartbeatAge',
      dimensionsMap: { service: recordHeartbeats.name },
      period: Duration.minutes(1),
      statistic: 'Maximum',
    }),
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
