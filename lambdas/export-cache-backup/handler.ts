import { cacheBackups } from '../../lib/aws/cache-backups';
import { objectHeads } from '../../lib/aws/object-heads';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { exportCacheBackup } from './task';

export const lambda = defineLambda(contract, ({ region, aws }) =>
  exportCacheBackup({ backups: cacheBackups(aws(region)), objects: objectHeads(aws(region)) }),
);
export const handler = live(lambda);
