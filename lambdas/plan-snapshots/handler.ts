import { ledger } from '../../lib/aws/ledger';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { planSnapshots } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws }) =>
  planSnapshots({
    deployment: env.DEPLOYMENT,
    region,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
  }),
);
export const handler = live(lambda);
