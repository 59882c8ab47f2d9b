import { ledger } from '../../lib/aws/ledger';
import { taskTokens } from '../../lib/aws/task-tokens';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { answerApproval } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) =>
  answerApproval({
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    tokens: taskTokens(aws(region)),
    now,
  }),
);
export const handler = live(lambda);
