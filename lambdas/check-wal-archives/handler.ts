import { archiveListing } from '../../lib/aws/archive-listing';
import { ledger } from '../../lib/aws/ledger';
import { objects } from '../../lib/aws/objects';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { checkWalArchives } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) =>
  checkWalArchives({
    deployment: env.DEPLOYMENT,
    region,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    listing: archiveListing(aws(region)),
    objects: objects(aws(region)),
    now,
  }),
);
export const handler = live(lambda);
