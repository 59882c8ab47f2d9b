import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { judgeWal } from './task';

export const lambda = defineLambda(contract, ({ env, measure, now }) =>
  judgeWal({ rpoSeconds: env.DEPLOYMENT.objectives.database.rpo, measure, now }),
);
export const handler = live(lambda);
