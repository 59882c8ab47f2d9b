import { cacheGroups } from '../../../lib/aws/cache-groups';
import { databaseRestores } from '../../../lib/aws/database-restores';
import { containerTasks } from '../../../lib/aws/tasks';
import type { Deployment } from '../../../lib/plan/deployment';
import type { Wiring } from '../define-lambda';
import { cacheRestorer } from './cache-restorer';
import { rdsRestorer } from './rds-restorer';
import type { KeepingRestorer, Restorers } from './restorer-for';
import { serverRestorer } from './server-restorer';

/** What becomes of every restore that the plan has something for. */
export function restorersIn({
  env,
  aws,
}: Pick<Wiring<{ DEPLOYMENT: Deployment }>, 'env' | 'aws'>): Restorers {
  const { DEPLOYMENT: deployment } = env;
  const runsServers = deployment.dumps.length > 0 || deployment.walArchives.length > 0;
  return {
    rds: rdsRestorer(deployment, (region) => databaseRestores(aws(region))),
    'scratch-server': runsServers
      ? serverRestorer({ deployment, tasks: (region) => containerTasks(aws(region)) })
      : NOTHING_RESTORED,
    elasticache:
      deployment.caches.length > 0
        ? cacheRestorer({ deployment, groups: (region) => cacheGroups(aws(region)) })
        : NOTHING_RESTORED,
  };
}

/** Where the plan has nothing of a kind, nothing of it is deployed that could be asked. */
const NOTHING_RESTORED: KeepingRestorer = {
  find: async () => undefined,
  remove: async () => 'gone',
  scratch: async () => [],
};
