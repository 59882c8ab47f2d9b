import { placeOf } from '../../lib/plan/deployment';
import { addressesOf } from '../runtime/addresses-of';
import { defineLambda, live } from '../runtime/define-lambda';
import { fetchHealth, postJson } from '../runtime/fetch-health';
import { contract } from './contract';
import { confirmTraffic } from './task';

export const lambda = defineLambda(contract, ({ env, region, now }) => {
  const { api, probe } = env.DEPLOYMENT;
  const asking = { timeoutSeconds: probe.timeout, regionHeader: api.regionHeader };
  const isPrimary = placeOf(env.DEPLOYMENT, region) === 'primary';
  return confirmTraffic({
    region,
    api,
    ownUrl: isPrimary ? api.primaryUrl : api.recoveryUrl,
    otherUrl: isPrimary ? api.recoveryUrl : api.primaryUrl,
    fetchHealth: fetchHealth(asking),
    postJson: postJson(asking),
    addressesOf,
    now,
  });
});
export const handler = live(lambda);
