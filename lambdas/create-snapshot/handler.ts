import { databaseSnapshots } from '../../lib/aws/database-snapshots';
import { databases } from '../../lib/aws/databases';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { createSnapshot } from './task';

export const lambda = defineLambda(contract, ({ env, aws }) =>
  createSnapshot({
    deployment: env.DEPLOYMENT.name,
    databases: (region) => ({ ...databases(aws(region)), ...databaseSnapshots(aws(region)) }),
  }),
);
export const handler = live(lambda);
