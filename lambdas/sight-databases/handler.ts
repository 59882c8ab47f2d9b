import { sessionsOn } from '../../lib/postgres/endpoints';
import { readWalPosition } from '../../lib/postgres/wal-position';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { sightDatabases } from './task';

export const lambda = defineLambda(contract, ({ env, region, connect }) => {
  const { DEPLOYMENT: deployment } = env;
  const sessions = sessionsOn(deployment, region, connect);
  return sightDatabases({
    databases: deployment.databases.map(({ id }) => id),
    read: (database) => sessions(database, readWalPosition),
  });
});
export const handler = live(lambda);
