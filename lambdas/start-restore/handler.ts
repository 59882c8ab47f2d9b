import { defineLambda, live } from '../runtime/define-lambda';
import { restorersIn } from '../runtime/restorers/restorers-in';
import { startersIn } from '../runtime/restorers/starters-in';
import { contract } from './contract';
import { startRestore } from './task';

export const lambda = defineLambda(contract, (wiring) =>
  startRestore({
    deployment: wiring.env.DEPLOYMENT,
    restorers: restorersIn(wiring),
    starters: startersIn(wiring),
    now: wiring.now,
  }),
);
export const handler = live(lambda);
