import { ledger } from '../../lib/aws/ledger';
import { defineLambda, live } from '../runtime/define-lambda';
import { writeAccess } from '../runtime/write-access';
import { contract } from './contract';
import { releaseHold } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) =>
  releaseHold({
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    writeAccess: writeAccess(env.DEPLOYMENT, env.WRITE_ACCESS_MACHINES, aws),
    now,
  }),
);
export const handler = live(lambda);
