import { databaseOf } from '../../lib/plan/deployment';
import { sessionsOn } from '../../lib/postgres/endpoints';
import { ensureEpochGuard } from '../../lib/postgres/epoch-guard';
import { readStandby, writeHeartbeat } from '../../lib/postgres/heartbeat';
import { readLogins } from '../../lib/postgres/write-access';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { writeHeartbeatRows } from './task';

export const lambda = defineLambda(contract, ({ env, region, connect, now }) => {
  const sessions = sessionsOn(env.DEPLOYMENT, region, connect);
  return writeHeartbeatRows({
    databases: env.DEPLOYMENT.databases.map(({ id }) => id),
    write: (database, epoch) =>
      sessions(database, async (session) => {
        const written = await writeHeartbeat(session, epoch);
        if (!written) return undefined;
        await ensureEpochGuard(session);
        return {
          ...written,
          logins: await readLogins(session, databaseOf(env.DEPLOYMENT, database).applicationRoles),
        };
      }),
    read: (database) => sessions(database, readStandby),
    now,
  });
});
export const handler = live(lambda);
