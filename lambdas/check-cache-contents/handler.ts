import { connectWithTls } from '../../lib/redis/connect';
import { cacheContents } from '../../lib/redis/contents';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { checkCacheContents } from './task';

export const lambda = defineLambda(contract, ({ connectCache = connectWithTls }) =>
  checkCacheContents({ read: (endpoint) => connectCache(endpoint, cacheContents) }),
);
export const handler = live(lambda);
