import { connectWithTls } from '../../lib/redis/connect';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { awaitCaches } from './task';

export const lambda = defineLambda(contract, ({ connectCache = connectWithTls, now }) =>
  awaitCaches({ connect: connectCache, now }),
);
export const handler = live(lambda);
