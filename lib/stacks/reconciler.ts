import { Duration } from 'aws-cdk-lib';
import { contract } from '../../lambdas/reconcile-failover/contract';
import { alarmOnErrors } from '../constructs/alarm-on-errors';
import { ledgerVariables } from '../constructs/environment';
import type { Site } from '../constructs/site';
import { TaskFunction } from '../constructs/task-function';
import { UtcSchedule } from '../constructs/utc-schedule';
import type { Workflow } from '../constructs/workflow';

/** Asks by the minute whether a failover is due that nobody started: an alarm speaks on its change alone. */
export function addReconciler(site: Site, failover: Workflow): void {
  const reconcileFailover = new TaskFunction(site, {
    contract,
    environment: { ...ledgerVariables(site.plan), FAILOVER_MACHINE_ARN: failover.machine.stateMachineArn },
  });
  // The next minute is the retry.
  reconcileFailover.function.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
  new UtcSchedule(site, 'ReconcileSchedule', {
    description: `${contract.name}: every minute`,
    expression: 'rate(1 minute)',
    starts: { arn: reconcileFailover.function.functionArn, action: 'lambda:InvokeFunction' },
    input: {},
    latestAfterSeconds: 60,
  });
  alarmOnErrors(site, reconcileFailover, 'a failover that was refused once may not be tried again');
}
