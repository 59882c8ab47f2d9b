import { databaseRebuild } from '../../lib/aws/database-rebuild';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { checkReplica } from './task';

export const lambda = defineLambda(contract, ({ env, aws, now }) =>
  checkReplica({ deployment: env.DEPLOYMENT, rebuild: (target) => databaseRebuild(aws(target)), now }),
);
export const handler = live(lambda);
