import { cacheBackups } from '../../lib/aws/cache-backups';
import { cacheGroups } from '../../lib/aws/cache-groups';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { createCacheBackup } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws }) =>
  createCacheBackup({
    deployment: env.DEPLOYMENT.name,
    backups: cacheBackups(aws(region)),
    groups: cacheGroups(aws(region)),
  }),
);
export const handler = live(lambda);
