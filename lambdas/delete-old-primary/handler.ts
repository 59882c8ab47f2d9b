import { databaseRebuild } from '../../lib/aws/database-rebuild';
import { ledger } from '../../lib/aws/ledger';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { deleteOldPrimary } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws }) =>
  deleteOldPrimary({
    deployment: env.DEPLOYMENT,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    rebuild: (target) => databaseRebuild(aws(target)),
  }),
);
export const handler = live(lambda);
