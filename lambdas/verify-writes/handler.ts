import { databaseOf } from '../../lib/plan/deployment';
import { answered } from '../../lib/postgres/answered';
import { sessionsOn } from '../../lib/postgres/endpoints';
import { writeHeartbeat } from '../../lib/postgres/heartbeat';
import { releaseWrites } from '../../lib/postgres/write-access';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { verifyWrites } from './task';

export const lambda = defineLambda(contract, ({ env, region, connect, now }) => {
  const { DEPLOYMENT: deployment } = env;
  const connected = sessionsOn(deployment, region, connect);
  const sessions: typeof connected = (database, work) => answered(database, connected(database, work));
  return verifyWrites({
    write: (database, epoch) => sessions(database, (session) => writeHeartbeat(session, epoch)),
    admit: async (database) => {
      const { applicationRoles } = databaseOf(deployment, database);
      if (applicationRoles.length === 0) return;
      await sessions(database, (session) => releaseWrites(session, applicationRoles));
    },
    now,
  });
});
export const handler = live(lambda);
