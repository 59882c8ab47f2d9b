import { cacheGroups } from '../../lib/aws/cache-groups';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { locateCaches } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws }) =>
  locateCaches({ deployment: env.DEPLOYMENT, groups: cacheGroups(aws(region)) }),
);
export const handler = live(lambda);
