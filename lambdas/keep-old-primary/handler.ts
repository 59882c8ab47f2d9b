import { databaseRebuild } from '../../lib/aws/database-rebuild';
import { databases } from '../../lib/aws/databases';
import { ledger } from '../../lib/aws/ledger';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { keepOldPrimary } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws }) =>
  keepOldPrimary({
    deployment: env.DEPLOYMENT,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    rebuild: (target) => databaseRebuild(aws(target)),
    tag: (target, arn, tags) => databases(aws(target)).tag(arn, tags),
  }),
);
export const handler = live(lambda);
