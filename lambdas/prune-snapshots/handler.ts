import { databases } from '../../lib/aws/databases';
import { ledger } from '../../lib/aws/ledger';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { pruneSnapshots } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) =>
  pruneSnapshots({
    deployment: env.DEPLOYMENT,
    region,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    databases: (target) => databases(aws(target)),
    now,
  }),
);
export const handler = live(lambda);
