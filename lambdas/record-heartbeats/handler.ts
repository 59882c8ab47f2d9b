import { ledger } from '../../lib/aws/ledger';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { recordHeartbeats } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, measure }) =>
  recordHeartbeats({
    region,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    measure,
  }),
);
export const handler = live(lambda);
