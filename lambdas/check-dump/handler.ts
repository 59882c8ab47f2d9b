import { objectHeads } from '../../lib/aws/object-heads';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { checkDump } from './task';

export const lambda = defineLambda(contract, ({ aws }) =>
  checkDump({ objects: (region) => objectHeads(aws(region)) }),
);
export const handler = live(lambda);
