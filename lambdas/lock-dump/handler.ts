import { objectLocks } from '../../lib/aws/object-locks';
import { objects } from '../../lib/aws/objects';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { lockDump } from './task';

export const lambda = defineLambda(contract, ({ aws, now }) =>
  lockDump({
    objects: (region) => objects(aws(region)),
    locks: (region) => objectLocks(aws(region)),
    now,
  }),
);
export const handler = live(lambda);
