import { ledger } from '../../lib/aws/ledger';
import { objectLocks } from '../../lib/aws/object-locks';
import { objects } from '../../lib/aws/objects';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { planDumps } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws }) =>
  planDumps({
    deployment: env.DEPLOYMENT,
    buckets: env.BACKUP_BUCKETS,
    region,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    objects: objects(aws(region)),
    locks: objectLocks(aws(region)),
  }),
);
export const handler = live(lambda);
