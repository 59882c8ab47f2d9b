import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { contract as handOver } from '../../lambdas/hand-over/contract';
import { contract as planRestore } from '../../lambdas/plan-restore/contract';
import { ledgerVariables } from '../constructs/environment';
import type { Site } from '../constructs/site';
import { TaskFunction } from '../constructs/task-function';
import { Workflow } from '../constructs/workflow';

/** The restore machine, which a person starts in the region that the recovery point lies in. */
export function addRestore(site: Site, shared: readonly TaskFunction[]): void {
  const recording = ledgerVariables(site.plan);
  new Workflow(site, {
    name: 'restore',
    type: StateMachineType.STANDARD,
    tasks: [
      new TaskFunction(site, { contract: planRestore, environment: recording }),
      new TaskFunction(site, { contract: handOver, environment: recording, scratch: 'named' }),
      ...shared,
    ],
  });
}
