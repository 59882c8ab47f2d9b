import { objects } from '../../lib/aws/objects';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { checkCacheCopy } from './task';

export const lambda = defineLambda(contract, ({ aws }) =>
  checkCacheCopy({ objects: (region) => objects(aws(region)) }),
);
export const handler = live(lambda);
