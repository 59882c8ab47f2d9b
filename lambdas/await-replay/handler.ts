import { sessionsOn } from '../../lib/postgres/endpoints';
import { readReplay } from '../../lib/postgres/replay';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { awaitReplay } from './task';

export const lambda = defineLambda(contract, ({ env, region, connect, now }) => {
  const sessions = sessionsOn(env.DEPLOYMENT, region, connect);
  return awaitReplay({
    read: (database, lsn) => sessions(database, (session) => readReplay(session, lsn)),
    now,
  });
});
export const handler = live(lambda);
