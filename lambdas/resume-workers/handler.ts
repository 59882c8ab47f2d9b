import { ledger } from '../../lib/aws/ledger';
import { services } from '../../lib/aws/services';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { resumeWorkers } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) =>
  resumeWorkers({
    region,
    deployment: env.DEPLOYMENT,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    servicesIn: (target) => services(aws(target)),
    now,
  }),
);
export const handler = live(lambda);
