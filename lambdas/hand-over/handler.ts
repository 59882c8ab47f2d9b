import { ledger } from '../../lib/aws/ledger';
import { defineLambda, live } from '../runtime/define-lambda';
import { restorersIn } from '../runtime/restorers/restorers-in';
import { contract } from './contract';
import { handOver } from './task';

export const lambda = defineLambda(contract, (wiring) => {
  const { env, region, aws, now } = wiring;
  return handOver({
    deployment: env.DEPLOYMENT,
    restorers: restorersIn(wiring),
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    now,
  });
});
export const handler = live(lambda);
