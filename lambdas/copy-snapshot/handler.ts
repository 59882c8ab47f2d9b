import { databaseSnapshots } from '../../lib/aws/database-snapshots';
import { snapshotQuotas } from '../../lib/aws/snapshot-quota';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { copySnapshot } from './task';

export const lambda = defineLambda(contract, ({ env, aws }) =>
  copySnapshot({
    deployment: env.DEPLOYMENT.name,
    databases: (region) => databaseSnapshots(aws(region)),
    quotas: (region) => snapshotQuotas(aws(region)),
  }),
);
export const handler = live(lambda);
