import { connectWithTls } from '../../lib/redis/connect';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { redirectCaches } from './task';

export const lambda = defineLambda(contract, ({ connectCache = connectWithTls }) =>
  redirectCaches({ connect: connectCache }),
);
export const handler = live(lambda);
