import { sessionsOn } from '../../lib/postgres/endpoints';
import { readStandby } from '../../lib/postgres/heartbeat';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { readStandbys } from './task';

export const lambda = defineLambda(contract, ({ env, region, connect }) => {
  const { DEPLOYMENT: deployment } = env;
  const sessions = sessionsOn(deployment, region, connect);
  return readStandbys({
    databases: deployment.databases.map((database) => database.id),
    read: (database) => sessions(database, readStandby),
  });
});
export const handler = live(lambda);
