import { connectWithTls } from '../../lib/redis/connect';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { pauseCaches } from './task';

export const lambda = defineLambda(contract, ({ connectCache = connectWithTls, now }) =>
  pauseCaches({ connect: connectCache, now }),
);
export const handler = live(lambda);
