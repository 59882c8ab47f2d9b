import { ledger } from '../../lib/aws/ledger';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { planCacheBackups } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws }) =>
  planCacheBackups({
    deployment: env.DEPLOYMENT,
    buckets: env.BACKUP_BUCKETS,
    region,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
  }),
);
export const handler = live(lambda);
