import { defineLambda, live } from '../runtime/define-lambda';
import { restorersIn } from '../runtime/restorers/restorers-in';
import { contract } from './contract';
import { checkRestore } from './task';

export const lambda = defineLambda(contract, (wiring) =>
  checkRestore({ restorers: restorersIn(wiring), now: wiring.now }),
);
export const handler = live(lambda);
