import { objectHeads } from '../../lib/aws/object-heads';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { checkCacheCopy } from './task';

export const lambda = defineLambda(contract, ({ aws }) =>
  checkCacheCopy({ objects: (region) => objectHeads(aws(region)) }),
);
export const handler = live(lambda);
