import { ledger } from '../../lib/aws/ledger';
import { services } from '../../lib/aws/services';
import { live } from '../runtime/define-lambda';
import { defineMeasuringLambda } from '../runtime/define-measuring-lambda';
import { contract } from './contract';
import { recordCapacity } from './task';

export const lambda = defineMeasuringLambda(contract, ({ env, region, aws, measure, now }) =>
  recordCapacity({
    deployment: env.DEPLOYMENT,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    services: services(aws(region)),
    measure,
    now,
  }),
);
export const handler = live(lambda);
