import { sessionsOn } from '../../lib/postgres/endpoints';
import { blockWrites } from '../../lib/postgres/write-access';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { blockWritesOfAll } from './task';

export const lambda = defineLambda(contract, ({ env, region, connect }) => {
  const { DEPLOYMENT: deployment } = env;
  const sessions = sessionsOn(deployment, region, connect);
  return blockWritesOfAll({
    databases: deployment.databases,
    block: (database, roles) => sessions(database, (session) => blockWrites(session, roles)),
  });
});
export const handler = live(lambda);
