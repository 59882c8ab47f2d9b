import { sessionsOn } from '../../lib/postgres/endpoints';
import { writeHeartbeat } from '../../lib/postgres/heartbeat';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { verifyWrites } from './task';

export const lambda = defineLambda(contract, ({ env, region, connect, now }) => {
  const sessions = sessionsOn(env.DEPLOYMENT, region, connect);
  return verifyWrites({
    write: (database, epoch) => sessions(database, (session) => writeHeartbeat(session, epoch)),
    now,
  });
});
export const handler = live(lambda);
