import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { decideFailover } from './task';

export const lambda = defineLambda(contract, ({ env, now }) =>
  decideFailover({ deployment: env.DEPLOYMENT, runbooks: env.RUNBOOKS, now }),
);
export const handler = live(lambda);
