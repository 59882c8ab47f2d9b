import { defineLambda, live } from '../runtime/define-lambda';
import { fetchHealth } from '../runtime/fetch-health';
import { contract } from './contract';
import { confirmTraffic } from './task';

export const lambda = defineLambda(contract, ({ env, now }) =>
  confirmTraffic({
    url: env.DEPLOYMENT.api.publicUrl,
    fetchHealth: fetchHealth(env.DEPLOYMENT.probe.timeout),
    now,
  }),
);
export const handler = live(lambda);
