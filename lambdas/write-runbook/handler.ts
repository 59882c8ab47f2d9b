import { documents } from '../../lib/aws/documents';
import { ledger } from '../../lib/aws/ledger';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { writeRunbook } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) =>
  writeRunbook({
    deployment: env.DEPLOYMENT,
    region,
    ledgerTable: env.LEDGER_TABLE,
    buckets: env.BACKUP_BUCKETS,
    notify: env.NOTIFY,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    documents: documents(aws(region)),
    now,
  }),
);
export const handler = live(lambda);
