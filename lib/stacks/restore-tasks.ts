import { contract as abandonRestore } from '../../lambdas/abandon-restore/contract';
import { contract as checkCacheContents } from '../../lambdas/check-cache-contents/contract';
import { contract as checkContents } from '../../lambdas/check-contents/contract';
import { contract as checkRestore } from '../../lambdas/check-restore/contract';
import { contract as startRestore } from '../../lambdas/start-restore/contract';
import { archivesOn } from '../constructs/archive-rules';
import { deploymentVariables, ledgerVariables } from '../constructs/environment';
import type { Site } from '../constructs/site';
import { TaskFunction } from '../constructs/task-function';

/** What `restore` and `drill` do alike: a restore, and a look at what came of it; in the region that they stand in. */
export function restoreTasks(site: Site): readonly TaskFunction[] {
  const { plan, servingPlace } = site;
  const knowing = deploymentVariables(plan);
  return [
    new TaskFunction(site, {
      contract: startRestore,
      environment: knowing,
      scratch: 'named',
      archives: archivesOn(plan, servingPlace),
      backupKeys: ['caches/*'],
    }),
    new TaskFunction(site, { contract: checkRestore, environment: knowing, scratch: 'named' }),
    new TaskFunction(site, { contract: checkContents, environment: knowing }),
    new TaskFunction(site, { contract: checkCacheContents, environment: {} }),
    new TaskFunction(site, { contract: abandonRestore, environment: ledgerVariables(plan) }),
  ];
}
