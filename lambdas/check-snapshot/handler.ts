import { databaseSnapshots } from '../../lib/aws/database-snapshots';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { checkSnapshot } from './task';

export const lambda = defineLambda(contract, ({ aws }) =>
  checkSnapshot({ databases: (region) => databaseSnapshots(aws(region)) }),
);
export const handler = live(lambda);
