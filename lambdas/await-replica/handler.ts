import { staleAfterSeconds } from '../../lib/domain/verdict';
import { failoverRules } from '../../lib/plan/deployment';
import { sessionsOn } from '../../lib/postgres/endpoints';
import { readStandby } from '../../lib/postgres/heartbeat';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { awaitReplica } from './task';

export const lambda = defineLambda(contract, ({ env, region, connect, now }) => {
  const sessions = sessionsOn(env.DEPLOYMENT, region, connect);
  return awaitReplica({
    read: (database) => sessions(database, readStandby),
    staleAfterSeconds: staleAfterSeconds(failoverRules(env.DEPLOYMENT).detection),
    now,
  });
});
export const handler = live(lambda);
