import { connectWithIam } from '../../lib/postgres/connect';
import { sessionsOn } from '../../lib/postgres/endpoints';
import { readLostWrites } from '../../lib/postgres/lost-writes';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { READ_WITHIN_SECONDS, reportLostWrites } from './task';

export const lambda = defineLambda(contract, ({ env, region, connect, now }) => {
  const connected = connect ?? connectWithIam(region);
  const sessions = sessionsOn(env.DEPLOYMENT, region, (endpoint, work) =>
    // A little longer than the server lets a statement run: its answer says which it was.
    connected({ ...endpoint, statementSeconds: READ_WITHIN_SECONDS + 10 }, work),
  );
  return reportLostWrites({
    read: (point, secondsLeft) =>
      sessions(point.database, (session) => readLostWrites(session, point, secondsLeft)),
    now,
  });
});
export const handler = live(lambda);
