import { ledger } from '../../lib/aws/ledger';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { recordFailure } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) =>
  recordFailure({
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    runbooks: env.RUNBOOKS,
    now,
  }),
);
export const handler = live(lambda);
