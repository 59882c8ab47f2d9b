import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { decideSwitchover } from './task';

export const lambda = defineLambda(contract, ({ env, region, now }) =>
  decideSwitchover({ deployment: env.DEPLOYMENT, region, now }),
);
export const handler = live(lambda);
