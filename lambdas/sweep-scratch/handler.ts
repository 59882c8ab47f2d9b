import { defineLambda, live } from '../runtime/define-lambda';
import { restorersIn } from '../runtime/restorers/restorers-in';
import { contract } from './contract';
import { sweepScratch } from './task';

export const lambda = defineLambda(contract, (wiring) =>
  sweepScratch({
    deployment: wiring.env.DEPLOYMENT,
    region: wiring.region,
    restorers: restorersIn(wiring),
    now: wiring.now,
  }),
);
export const handler = live(lambda);
