import { contract } from '../../lambdas/prune-objects/contract';
import { ledgerVariables } from '../constructs/environment';
import { PLACES } from '../constructs/plan-arns';
import type { Site } from '../constructs/site';
import { pascalCase, TaskFunction } from '../constructs/task-function';

/** The one function of a region that prunes objects, whichever machine asks for it first. */
export function pruneObjectsFunction(site: Site): TaskFunction {
  const made = site.scope.node.tryFindChild(pascalCase(contract.name));
  if (made instanceof TaskFunction) return made;
  return new TaskFunction(site, {
    contract,
    environment: ledgerVariables(site.plan),
    reaches: PLACES,
    backupKeys: ['caches/*', 'dumps/*'],
  });
}
