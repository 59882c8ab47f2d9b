import { cacheBackups } from '../../lib/aws/cache-backups';
import { ledger } from '../../lib/aws/ledger';
import { objectHeads } from '../../lib/aws/object-heads';
import { objectVersions } from '../../lib/aws/object-versions';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { releaseCacheBackup } from './task';

export const lambda = defineLambda(contract, ({ env, region, aws, now }) =>
  releaseCacheBackup({
    deployment: env.DEPLOYMENT.name,
    ledger: ledger(aws(region), { table: env.LEDGER_TABLE, deployment: env.DEPLOYMENT }),
    backups: cacheBackups(aws(region)),
    objects: { ...objectHeads(aws(region)), ...objectVersions(aws(region)) },
    now,
  }),
);
export const handler = live(lambda);
