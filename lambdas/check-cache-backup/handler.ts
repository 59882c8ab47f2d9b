import { cacheBackups } from '../../lib/aws/cache-backups';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { checkCacheBackup } from './task';

export const lambda = defineLambda(contract, ({ region, aws }) =>
  checkCacheBackup({ backups: cacheBackups(aws(region)) }),
);
export const handler = live(lambda);
