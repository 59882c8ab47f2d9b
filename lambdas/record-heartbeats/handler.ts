import { ledger } from '../../lib/aws/ledger';
import { live } from '../runtime/define-lambda';
import { defineMeasuringLambda } from '../runtime/define-measuring-lambda';
import { contract } from './contract';
import { recordHeartbeats } from './task';

export const lambda = defineMeasuringLambda(contract, ({ env, region, aws, measure }) =>
  recordHeartbeats({
    region,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    measure,
  }),
);
export const handler = live(lambda);
