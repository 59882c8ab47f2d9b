import { ledger } from '../../lib/aws/ledger';
import { live } from '../runtime/define-lambda';
import { defineMeasuringLambda } from '../runtime/define-measuring-lambda';
import { contract } from './contract';
import { answerRecovery } from './task';

export const lambda = defineMeasuringLambda(contract, ({ env, region, aws, measure, now }) =>
  answerRecovery({
    deployment: env.DEPLOYMENT,
    region,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    measure,
    now,
  }),
);
export const handler = live(lambda);
