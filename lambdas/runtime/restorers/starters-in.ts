import { baseBackups } from '../../../lib/aws/base-backups';
import { cacheGroups } from '../../../lib/aws/cache-groups';
import { databaseRestores } from '../../../lib/aws/database-restores';
import { objectHeads } from '../../../lib/aws/object-heads';
import { containerTasks } from '../../../lib/aws/tasks';
import { RestoreBlocked } from '../../../lib/domain/errors';
import type { Deployment } from '../../../lib/plan/deployment';
import type { Wiring } from '../define-lambda';
import { cacheStarter } from './cache-starter';
import { rdsStarter } from './rds-starter';
import type { Starter } from './restorer';
import type { Starters } from './restorer-for';
import { serverStarter } from './server-starter';

/** Every way to restore that the plan has something for. */
export function startersIn({
  env,
  aws,
  now,
}: Pick<Wiring<{ DEPLOYMENT: Deployment }>, 'env' | 'aws' | 'now'>): Starters {
  const { DEPLOYMENT: deployment } = env;
  const runsServers = deployment.dumps.length > 0 || deployment.walArchives.length > 0;
  return {
    rds: rdsStarter(deployment, (region) => databaseRestores(aws(region))),
    'scratch-server': runsServers
      ? serverStarter({
          deployment,
          tasks: (region) => containerTasks(aws(region)),
          bases: (region, folder) => baseBackups(aws(region), folder),
          now,
        })
      : nothingToRestore('dumps or WAL archives'),
    elasticache:
      deployment.caches.length > 0
        ? cacheStarter({
            deployment,
            groups: (region) => cacheGroups(aws(region)),
            objects: (region) => objectHeads(aws(region)),
          })
        : nothingToRestore('caches'),
  };
}

const nothingToRestore = (what: string): Starter => ({
  start: async () => {
    throw new RestoreBlocked(`the plan has no ${what}, so nothing is there to restore one with`);
  },
});
