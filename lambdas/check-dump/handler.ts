import { objects } from '../../lib/aws/objects';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { checkDump } from './task';

export const lambda = defineLambda(contract, ({ aws }) =>
  checkDump({ objects: (region) => objects(aws(region)) }),
);
export const handler = live(lambda);
