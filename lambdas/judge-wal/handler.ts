import { live } from '../runtime/define-lambda';
import { defineMeasuringLambda } from '../runtime/define-measuring-lambda';
import { contract } from './contract';
import { judgeWal } from './task';

export const lambda = defineMeasuringLambda(contract, ({ env, measure, now }) =>
  judgeWal({ rpoSeconds: env.DEPLOYMENT.objectives.database.rpo, measure, now }),
);
export const handler = live(lambda);
