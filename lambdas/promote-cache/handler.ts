import { cacheGroups } from '../../lib/aws/cache-groups';
import { caches } from '../../lib/aws/caches';
import { ledger } from '../../lib/aws/ledger';
import { objectHeads } from '../../lib/aws/object-heads';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { promoteCache } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) =>
  promoteCache({
    deployment: env.DEPLOYMENT,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    caches: caches(aws(region)),
    groups: cacheGroups(aws(region)),
    objects: objectHeads(aws(region)),
    now,
  }),
);
export const handler = live(lambda);
