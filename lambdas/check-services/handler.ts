import { services } from '../../lib/aws/services';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { checkServices } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) =>
  checkServices({ deployment: env.DEPLOYMENT, services: services(aws(region)), now }),
);
export const handler = live(lambda);
