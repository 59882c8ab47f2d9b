import { sessionsOn } from '../../lib/postgres/endpoints';
import { ensureEpochGuard } from '../../lib/postgres/epoch-guard';
import { readStandby, writeHeartbeat } from '../../lib/postgres/heartbeat';
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
        if (written) await ensureEpochGuard(session);
        return written;
      }),
    read: (database) => sessions(database, readStandby),
    now,
  });
});
export const handler = live(lambda);
