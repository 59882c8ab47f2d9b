import { cacheGroups } from '../../lib/aws/cache-groups';
import { caches } from '../../lib/aws/caches';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { checkCachePromotion } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) =>
  checkCachePromotion({
    deployment: env.DEPLOYMENT,
    caches: caches(aws(region)),
    groups: cacheGroups(aws(region)),
    now,
  }),
);
export const handler = live(lambda);
