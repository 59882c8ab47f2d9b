import { connectWithTls } from '../../lib/redis/connect';
import { queueLength } from '../../lib/redis/queue-length';
import { live } from '../runtime/define-lambda';
import { defineMeasuringLambda } from '../runtime/define-measuring-lambda';
import { contract } from './contract';
import { measureQueues } from './task';

export const lambda = defineMeasuringLambda(
  contract,
  ({ env, connectCache = connectWithTls, measure, log }) =>
    measureQueues({
      queues: env.QUEUES,
      lengthOf: (endpoint, list) => queueLength(connectCache, endpoint, list),
      measure,
      tell: (message) => log.warn(message),
    }),
);
export const handler = live(lambda);
