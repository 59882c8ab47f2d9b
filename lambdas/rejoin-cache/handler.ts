import { caches } from '../../lib/aws/caches';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { rejoinCache } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) =>
  rejoinCache({ deployment: env.DEPLOYMENT, caches: caches(aws(region)), now }),
);
export const handler = live(lambda);
