import { defineLambda, live } from '../runtime/define-lambda';
import { writeAccess } from '../runtime/write-access';
import { contract } from './contract';
import { redirectWriters } from './task';

export const lambda = defineLambda(contract, ({ env, aws }) =>
  redirectWriters({ writeAccess: writeAccess(env.DEPLOYMENT, env.WRITE_ACCESS_MACHINES, aws) }),
);
export const handler = live(lambda);
