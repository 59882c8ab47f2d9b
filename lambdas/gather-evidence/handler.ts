import { caches } from '../../lib/aws/caches';
import { databaseEvents } from '../../lib/aws/database-events';
import { databases } from '../../lib/aws/databases';
import { ledger } from '../../lib/aws/ledger';
import { otherRegion } from '../../lib/plan/deployment';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { gatherEvidence } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) =>
  gatherEvidence({
    deployment: env.DEPLOYMENT,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    databases: databases(aws(region)),
    caches: caches(aws(region)),
    events: databaseEvents(aws(otherRegion(env.DEPLOYMENT, region))),
    now,
  }),
);
export const handler = live(lambda);
