import { databases } from '../../lib/aws/databases';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { checkSnapshot } from './task';

export const lambda = defineLambda(contract, ({ aws }) =>
  checkSnapshot({ databases: (region) => databases(aws(region)) }),
);
export const handler = live(lambda);
