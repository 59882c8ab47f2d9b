import { ledger } from '../../lib/aws/ledger';
import { objectHeads } from '../../lib/aws/object-heads';
import { objectVersions } from '../../lib/aws/object-versions';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { pruneObjects } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) =>
  pruneObjects({
    deployment: env.DEPLOYMENT,
    region,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    objects: (target) => ({ ...objectHeads(aws(target)), ...objectVersions(aws(target)) }),
    now,
  }),
);
export const handler = live(lambda);
