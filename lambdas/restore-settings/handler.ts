import { databaseSettings } from '../../lib/aws/database-settings';
import { ledger } from '../../lib/aws/ledger';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { restoreSettings } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) =>
  restoreSettings({
    deployment: env.DEPLOYMENT,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    databases: databaseSettings(aws(region)),
    now,
  }),
);
export const handler = live(lambda);
