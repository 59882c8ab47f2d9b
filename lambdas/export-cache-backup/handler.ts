import { cacheBackups } from '../../lib/aws/cache-backups';
import { objects } from '../../lib/aws/objects';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { exportCacheBackup } from './task';

export const lambda = defineLambda(contract, ({ region, aws }) =>
  exportCacheBackup({ backups: cacheBackups(aws(region)), objects: objects(aws(region)) }),
);
export const handler = live(lambda);
