import { objectHeads } from '../../lib/aws/object-heads';
import { objectLocks } from '../../lib/aws/object-locks';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { lockDump } from './task';

export const lambda = defineLambda(contract, ({ aws, now }) =>
  lockDump({
    objects: (region) => objectHeads(aws(region)),
    locks: (region) => objectLocks(aws(region)),
    now,
  }),
);
export const handler = live(lambda);
