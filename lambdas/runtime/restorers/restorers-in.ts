import { baseBackups } from '../../../lib/aws/base-backups';
import { cacheGroups } from '../../../lib/aws/cache-groups';
import { databaseRestores } from '../../../lib/aws/database-restores';
import { objects } from '../../../lib/aws/objects';
import { containerTasks } from '../../../lib/aws/tasks';
import { RestoreBlocked } from '../../../lib/domain/errors';
import type { Deployment } from '../../../lib/plan/deployment';
import type { Wiring } from '../define-lambda';
import { cacheRestorer } from './cache-restorer';
import { rdsRestorer } from './rds-restorer';
import type { KeepingRestorer, Restorers } from './restorer-for';
import { serverRestorer } from './server-restorer';

/** Every way to restore that the plan has something for. */
export function restorersIn({
  env,
  aws,
  now,
}: Pick<Wiring<{ DEPLOYMENT: Deployment }>, 'env' | 'aws' | 'now'>): Restorers {
  const { DEPLOYMENT: deployment } = env;
  const runsServers = deployment.dumps.length > 0 || deployment.walArchives.length > 0;
  return {
    rds: rdsRestorer(deployment, (region) => databaseRestores(aws(region))),
    'scratch-server': runsServers
      ? serverRestorer({
          deployment,
          tasks: (region) => containerTasks(aws(region)),
          bases: (region, folder) => baseBackups(aws(region), folder),
          now,
        })
      : nothingToRestore('dumps or WAL archives'),
    elasticache:
      deployment.caches.length > 0
        ? cacheRestorer({
            deployment,
            groups: (region) => cacheGroups(aws(region)),
            objects: (region) => objects(aws(region)),
          })
        : nothingToRestore('caches'),
  };
}

/** Where the plan has nothing of a kind, nothing of it is deployed that could be asked. */
const nothingToRestore = (what: string): KeepingRestorer => ({
  find: async () => undefined,
  start: async () => {
    throw new RestoreBlocked(`the plan has no ${what}, so nothing is there to restore one with`);
  },
  remove: async () => 'gone',
  scratch: async () => [],
});
