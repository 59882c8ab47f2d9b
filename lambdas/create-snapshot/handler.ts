import { databases } from '../../lib/aws/databases';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { createSnapshot } from './task';

export const lambda = defineLambda(contract, ({ env, aws }) =>
  createSnapshot({ deployment: env.DEPLOYMENT.name, databases: (region) => databases(aws(region)) }),
);
export const handler = live(lambda);
