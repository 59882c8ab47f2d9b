import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { contract as decideFailover } from '../../lambdas/decide-failover/contract';
import { contract as requestApproval } from '../../lambdas/request-approval/contract';
import { contract as unfenceRegion } from '../../lambdas/unfence-region/contract';
import { announcedAlarm } from '../constructs/announced-alarm';
import {
  deploymentVariables,
  ledgerVariables,
  runbooksVariable,
  writeAccessVariables,
} from '../constructs/environment';
import type { Site } from '../constructs/site';
import { pascalCase, TaskFunction } from '../constructs/task-function';
import { Workflow } from '../constructs/workflow';

/** The failover machine stands in the region that takes over: nothing on its way needs the region that was lost. */
export function addFailover(site: Site, shared: readonly TaskFunction[], switchover: Workflow): Workflow {
  const { plan, otherPlace } = site;
  const failover = new Workflow(site, {
    name: 'failover',
    type: StateMachineType.STANDARD,
    tasks: [
      new TaskFunction(site, {
        contract: decideFailover,
        environment: { ...deploymentVariables(plan), ...runbooksVariable(plan) },
      }),
      new TaskFunction(site, { contract: requestApproval, environment: ledgerVariables(plan) }),
      new TaskFunction(site, {
        contract: unfenceRegion,
        environment: writeAccessVariables(plan),
        reaches: [otherPlace],
      }),
      ...shared,
    ],
    machines: [switchover],
  });
  addEndingAlarms(site, failover);
  return failover;
}

/** Of the one machine whose end nobody may miss: events come by best effort, alarms do not. */
function addEndingAlarms(site: Site, { machine, name }: Workflow): void {
  const period = Duration.minutes(1);
  const endings = {
    failed: machine.metricFailed({ period }),
    'timed out': machine.metricTimedOut({ period }),
  };
  for (const [ending, metric] of Object.entries(endings)) {
    announcedAlarm(machine, `${pascalCase(ending.replace(' ', '-'))}Alarm`, {
      site,
      metric,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 1,
      // Without a run there is no figure, and nothing has failed.
      treatMissingData: TreatMissingData.NOT_BREACHING,
      what: `a run of ${name} ${ending} in ${site.region}`,
      runbook: name,
    });
  }
}
