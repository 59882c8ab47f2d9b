import { caches } from '../../lib/aws/caches';
import { databases } from '../../lib/aws/databases';
import { ledger } from '../../lib/aws/ledger';
import { securityGroups } from '../../lib/aws/security-groups';
import { fence } from '../fence-region/fence';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { guardRegion } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws }) => {
  const deployment = env.DEPLOYMENT;
  const access = aws(region);
  const verbs = {
    databases: databases(access),
    caches: caches(access),
    securityGroups: securityGroups(access),
  };
  return guardRegion({
    region,
    ledger: ledger(access, { table: env.LEDGER_TABLE, deployment }),
    fence: (fencedFor) => fence({ deployment, ...verbs }, region, fencedFor),
  });
});
export const handler = live(lambda);
