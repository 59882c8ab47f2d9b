import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { contract as blockWrites } from '../../lambdas/block-writes/contract';
import { contract as pauseCaches } from '../../lambdas/pause-caches/contract';
import { contract as redirectCaches } from '../../lambdas/redirect-caches/contract';
import { contract as releaseCaches } from '../../lambdas/release-caches/contract';
import { contract as releaseWrites } from '../../lambdas/release-writes/contract';
import { deploymentVariables } from '../constructs/environment';
import type { Site } from '../constructs/site';
import { TaskFunction } from '../constructs/task-function';
import { Workflow } from '../constructs/workflow';

/**
 * Blocks and releases the application's writes of the region that it stands in, for functions of either region: whoever calls
 * waits for its end, which only an Express machine lets them do in one call.
 */
export function addWriteAccess(site: Site, cacheLocator: TaskFunction): void {
  const environment = deploymentVariables(site.plan);
  new Workflow(site, {
    name: 'write-access',
    type: StateMachineType.EXPRESS,
    tasks: [
      new TaskFunction(site, { contract: blockWrites, environment }),
      new TaskFunction(site, { contract: releaseWrites, environment }),
      cacheLocator,
      new TaskFunction(site, { contract: pauseCaches, environment: {} }),
      new TaskFunction(site, { contract: releaseCaches, environment: {} }),
      new TaskFunction(site, { contract: redirectCaches, environment: {} }),
    ],
  });
}
