import { defineLambda, live } from '../runtime/define-lambda';
import { restorersIn } from '../runtime/restorers/restorers-in';
import { contract } from './contract';
import { startRestore } from './task';

export const lambda = defineLambda(contract, (wiring) =>
  startRestore({ deployment: wiring.env.DEPLOYMENT, restorers: restorersIn(wiring), now: wiring.now }),
);
export const handler = live(lambda);
