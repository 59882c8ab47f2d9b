import { contract } from '../../lambdas/reconcile-failover/contract';
import { alarmOnErrors } from '../constructs/alarm-on-errors';
import { ledgerVariables } from '../constructs/environment';
import { scheduledByTheMinute } from '../constructs/scheduled-task';
import type { Site } from '../constructs/site';
import type { Workflow } from '../constructs/workflow';

/** Asks by the minute whether a failover is due that nobody started: an alarm speaks on its change alone. */
export function addReconciler(site: Site, failover: Workflow): void {
  const reconcileFailover = scheduledByTheMinute(site, 'ReconcileSchedule', {
    contract,
    environment: { ...ledgerVariables(site.plan), FAILOVER_MACHINE_ARN: failover.machine.stateMachineArn },
  });
  alarmOnErrors(site, reconcileFailover, 'a failover that was refused once may not be tried again');
}
