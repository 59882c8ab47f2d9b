import { caches } from '../../lib/aws/caches';
import { databases } from '../../lib/aws/databases';
import { ledger } from '../../lib/aws/ledger';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { unfenceRegion } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws }) =>
  unfenceRegion({
    deployment: env.DEPLOYMENT,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    databases: (target) => databases(aws(target)),
    caches: (target) => caches(aws(target)),
  }),
);
export const handler = live(lambda);
