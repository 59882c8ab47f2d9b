import { databaseSnapshots } from '../../lib/aws/database-snapshots';
import { ledger } from '../../lib/aws/ledger';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { pruneSnapshots } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) =>
  pruneSnapshots({
    deployment: env.DEPLOYMENT,
    region,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    databases: (target) => databaseSnapshots(aws(target)),
    now,
  }),
);
export const handler = live(lambda);
