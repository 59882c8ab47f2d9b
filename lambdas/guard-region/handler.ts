import { caches } from '../../lib/aws/caches';
import { databases } from '../../lib/aws/databases';
import { ledger } from '../../lib/aws/ledger';
import { securityGroups } from '../../lib/aws/security-groups';
import { fence } from '../fence-region/fence';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { guardRegion, stillMustFence } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws }) => {
  const deployment = env.DEPLOYMENT;
  const access = aws(region);
  const truth = ledger(access, { table: env.LEDGER_TABLE, deployment });
  const verbs = {
    databases: databases(access),
    caches: caches(access),
    securityGroups: securityGroups(access),
    beforeChange: stillMustFence({ region, ledger: truth }),
  };
  return guardRegion({
    region,
    ledger: truth,
    fence: (fencedFor) => fence({ deployment, ...verbs }, region, { fencedFor, patience: 'left' }),
  });
});
export const handler = live(lambda);
