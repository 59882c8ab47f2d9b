import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { contract as awaitCaches } from '../../lambdas/await-caches/contract';
import { contract as awaitReplay } from '../../lambdas/await-replay/contract';
import { contract as decideSwitchover } from '../../lambdas/decide-switchover/contract';
import { contract as holdWrites } from '../../lambdas/hold-writes/contract';
import { contract as quiesceWorkers } from '../../lambdas/quiesce-workers/contract';
import { contract as redirectWriters } from '../../lambdas/redirect-writers/contract';
import { contract as releaseHold } from '../../lambdas/release-hold/contract';
import { deploymentVariables, ledgerVariables, writeAccessVariables } from '../constructs/environment';
import type { Site } from '../constructs/site';
import { TaskFunction } from '../constructs/task-function';
import { Workflow } from '../constructs/workflow';

/** The switchover machine stands in both serving regions and makes its own the active one. */
export function addSwitchover(site: Site, shared: readonly TaskFunction[]): Workflow {
  const knowing = deploymentVariables(site.plan);
  // Writes are blocked in the region that is left, by its own machine.
  const blocking = { environment: writeAccessVariables(site.plan), reaches: [site.otherPlace] };
  return new Workflow(site, {
    name: 'switchover',
    type: StateMachineType.STANDARD,
    tasks: [
      new TaskFunction(site, { contract: decideSwitchover, environment: knowing }),
      new TaskFunction(site, { contract: holdWrites, ...blocking }),
      new TaskFunction(site, { contract: awaitReplay, environment: knowing }),
      new TaskFunction(site, { contract: awaitCaches, environment: {} }),
      new TaskFunction(site, {
        contract: quiesceWorkers,
        environment: ledgerVariables(site.plan),
        reaches: [site.otherPlace],
      }),
      new TaskFunction(site, { contract: releaseHold, ...blocking }),
      new TaskFunction(site, { contract: redirectWriters, ...blocking }),
      ...shared,
    ],
  });
}
