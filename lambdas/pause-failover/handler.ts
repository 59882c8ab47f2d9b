import { ledger } from '../../lib/aws/ledger';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { pauseFailover } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) =>
  pauseFailover({
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    now,
  }),
);
export const handler = live(lambda);
