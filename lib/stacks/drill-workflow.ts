import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { contract as judgeDrill } from '../../lambdas/judge-drill/contract';
import { contract as planDrill } from '../../lambdas/plan-drill/contract';
import { contract as recordDisproof } from '../../lambdas/record-disproof/contract';
import { contract as recordProof } from '../../lambdas/record-proof/contract';
import { contract as removeScratch } from '../../lambdas/remove-scratch/contract';
import { deploymentVariables, ledgerVariables } from '../constructs/environment';
import type { Site } from '../constructs/site';
import { TaskFunction } from '../constructs/task-function';
import { DUE, UtcSchedule } from '../constructs/utc-schedule';
import { Workflow } from '../constructs/workflow';

/** Half a day late a drill is still worth it; a day late it would run into office hours. */
const LATEST_AFTER_SECONDS = 43_200;

/** The drill machine and its schedule, in both serving regions: each proves what lies in its own. */
export function addDrill(site: Site, shared: readonly TaskFunction[]): void {
  const { plan, region } = site;
  const recording = ledgerVariables(plan);
  const drill = new Workflow(site, {
    name: 'drill',
    type: StateMachineType.STANDARD,
    tasks: [
      new TaskFunction(site, { contract: planDrill, environment: recording }),
      new TaskFunction(site, { contract: recordProof, environment: recording }),
      new TaskFunction(site, { contract: recordDisproof, environment: recording }),
      new TaskFunction(site, {
        contract: removeScratch,
        environment: deploymentVariables(plan),
        scratch: 'named',
      }),
      new TaskFunction(site, { contract: judgeDrill, environment: recording }),
      ...shared,
    ],
  });
  new UtcSchedule(site, 'DrillSchedule', {
    description: `Drill of the recovery points in ${region}`,
    expression: plan.drill.schedule,
    starts: { arn: drill.machine.stateMachineArn, action: 'states:StartExecution' },
    input: { due: DUE, trigger: 'its schedule' },
    latestAfterSeconds: LATEST_AFTER_SECONDS,
  });
}
