import { ledger } from '../../lib/aws/ledger';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { answerRecovery } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, measure, now }) =>
  answerRecovery({
    deployment: env.DEPLOYMENT,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    measure,
    now,
  }),
);
export const handler = live(lambda);
