import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { contract } from '../../lambdas/write-heartbeat/contract';
import { alarmOnErrors } from '../constructs/alarm-on-errors';
import { deploymentVariables } from '../constructs/environment';
import { everyMinuteInRounds } from '../constructs/round-schedule';
import type { Site } from '../constructs/site';
import { TaskFunction } from '../constructs/task-function';
import { Workflow } from '../constructs/workflow';

/** Heartbeats in both regions: each database takes them where it is writable and lets them pass where it is a standby. */
export function addHeartbeat(site: Site): void {
  const writeHeartbeat = new TaskFunction(site, { contract, environment: deploymentVariables(site.plan) });
  const heartbeat = new Workflow(site, {
    name: 'heartbeat',
    type: StateMachineType.EXPRESS,
    tasks: [writeHeartbeat],
  });
  // A round that fails does not fail its machine, which goes on with the next one.
  alarmOnErrors(
    site,
    writeHeartbeat,
    `heartbeats fail in ${site.region}: the expected loss gets unknown`,
    'heartbeat',
  );
  everyMinuteInRounds(site, 'HeartbeatSchedule', heartbeat);
}
