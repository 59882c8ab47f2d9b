import { sessionsOn } from '../../lib/postgres/endpoints';
import { writeHeartbeat } from '../../lib/postgres/heartbeat';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { writeHeartbeatRows } from './task';

export const lambda = defineLambda(contract, ({ env, region, connect }) => {
  const sessions = sessionsOn(env.DEPLOYMENT, region, connect);
  return writeHeartbeatRows({
    databases: env.DEPLOYMENT.databases.map(({ id }) => id),
    write: (database, epoch) => sessions(database, (session) => writeHeartbeat(session, epoch)),
  });
});
export const handler = live(lambda);
