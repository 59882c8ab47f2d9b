import { placeOf } from '../../lib/plan/deployment';
import { connectWithTls } from '../../lib/redis/connect';
import { queueLength } from '../../lib/redis/queue-length';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { measureQueues } from './task';

export const lambda = defineLambda(
  contract,
  ({ env, region, connectCache = connectWithTls, measure, log }) => {
    const place = placeOf(env.DEPLOYMENT, region);
    return measureQueues({
      queues: env.DEPLOYMENT.caches.flatMap(({ id: cache, queues }) =>
        (queues?.lists ?? []).flatMap((list) => (queues ? [{ cache, list, endpoint: queues[place] }] : [])),
      ),
      lengthOf: (endpoint, list) => queueLength(connectCache, endpoint, list),
      measure,
      tell: (message) => log.warn(message),
    });
  },
);
export const handler = live(lambda);
