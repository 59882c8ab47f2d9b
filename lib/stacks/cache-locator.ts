import { contract } from '../../lambdas/locate-caches/contract';
import { deploymentVariables } from '../constructs/environment';
import type { Site } from '../constructs/site';
import { TaskFunction } from '../constructs/task-function';

/** Tells `write-access` and `switchover` of its region where the caches are. */
export const cacheLocator = (site: Site): TaskFunction =>
  new TaskFunction(site, { contract, environment: deploymentVariables(site.plan) });
