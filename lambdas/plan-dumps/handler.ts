import { ledger } from '../../lib/aws/ledger';
import { objectHeads } from '../../lib/aws/object-heads';
import { objectLocks } from '../../lib/aws/object-locks';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { planDumps } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws }) =>
  planDumps({
    deployment: env.DEPLOYMENT,
    buckets: env.BACKUP_BUCKETS,
    region,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    objects: objectHeads(aws(region)),
    locks: objectLocks(aws(region)),
  }),
);
export const handler = live(lambda);
