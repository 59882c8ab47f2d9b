import { objects } from '../../lib/aws/objects';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { checkDumpCopy } from './task';

export const lambda = defineLambda(contract, ({ aws }) =>
  checkDumpCopy({ objects: (region) => objects(aws(region)) }),
);
export const handler = live(lambda);
