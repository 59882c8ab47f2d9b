import { connectWithTls } from '../../lib/redis/connect';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { releaseCaches } from './task';

export const lambda = defineLambda(contract, ({ connectCache = connectWithTls, now }) =>
  releaseCaches({ connect: connectCache, now }),
);
export const handler = live(lambda);
