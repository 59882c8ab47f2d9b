import { defineLambda, live } from '../runtime/define-lambda';
import { restorersIn } from '../runtime/restorers/restorers-in';
import { contract } from './contract';
import { removeScratch } from './task';

export const lambda = defineLambda(contract, (wiring) =>
  removeScratch({ deployment: wiring.env.DEPLOYMENT, restorers: restorersIn(wiring) }),
);
export const handler = live(lambda);
