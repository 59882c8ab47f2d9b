import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { contract as decideFailover } from '../../lambdas/decide-failover/contract';
import { contract as requestApproval } from '../../lambdas/request-approval/contract';
import { contract as unfenceRegion } from '../../lambdas/unfence-region/contract';
import { deploymentVariables, ledgerVariables, writeAccessVariables } from '../constructs/environment';
import type { Site } from '../constructs/site';
import { TaskFunction } from '../constructs/task-function';
import { Workflow } from '../constructs/workflow';

/** The failover machine stands in the region that takes over: nothing on its way needs the region that was lost. */
export function addFailover(site: Site, shared: readonly TaskFunction[], switchover: Workflow): Workflow {
  const { plan, otherPlace } = site;
  return new Workflow(site, {
    name: 'failover',
    type: StateMachineType.STANDARD,
    tasks: [
      new TaskFunction(site, { contract: decideFailover, environment: deploymentVariables(plan) }),
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
}
