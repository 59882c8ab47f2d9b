import { sessionsOn } from '../../lib/postgres/endpoints';
import { releaseWrites } from '../../lib/postgres/write-access';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { releaseWritesOfAll } from './task';

export const lambda = defineLambda(contract, ({ env, region, connect }) => {
  const { DEPLOYMENT: deployment } = env;
  const sessions = sessionsOn(deployment, region, connect);
  return releaseWritesOfAll({
    databases: deployment.databases,
    release: (database, roles) => sessions(database, (session) => releaseWrites(session, roles)),
  });
});
export const handler = live(lambda);
