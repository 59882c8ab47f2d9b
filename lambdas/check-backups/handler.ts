import { databaseBackups } from '../../lib/aws/database-backups';
import { databases } from '../../lib/aws/databases';
import { ledger } from '../../lib/aws/ledger';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { checkBackups } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) =>
  checkBackups({
    deployment: env.DEPLOYMENT,
    region,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    databases: databases(aws(region)),
    backups: databaseBackups(aws(region)),
    now,
  }),
);
export const handler = live(lambda);
