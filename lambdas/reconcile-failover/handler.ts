import { ledger } from '../../lib/aws/ledger';
import { workflows } from '../../lib/aws/workflows';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { reconcileFailover } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) => {
  const machines = workflows(aws(region));
  return reconcileFailover({
    deployment: env.DEPLOYMENT,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    start: (name, input) => machines.start(env.FAILOVER_MACHINE_ARN, name, input),
    now,
  });
});
export const handler = live(lambda);
