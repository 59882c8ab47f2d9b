import { archiveListing } from '../../lib/aws/archive-listing';
import { ledger } from '../../lib/aws/ledger';
import { objectHeads } from '../../lib/aws/object-heads';
import { objectTexts } from '../../lib/aws/object-texts';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { checkWalArchives } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) =>
  checkWalArchives({
    deployment: env.DEPLOYMENT,
    region,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    listing: archiveListing(aws(region)),
    objects: { ...objectHeads(aws(region)), ...objectTexts(aws(region)) },
    now,
  }),
);
export const handler = live(lambda);
