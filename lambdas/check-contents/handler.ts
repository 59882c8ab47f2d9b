import { engineOf } from '../../lib/domain/restore-order';
import { connectPlain, connectWithIam, type Endpoint } from '../../lib/postgres/connect';
import { databaseNames, readLive, readRestored } from '../../lib/postgres/contents';
import { sessionsOn } from '../../lib/postgres/endpoints';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { checkContents } from './task';

/** Longer than any statement is allowed by the server: that one's answer says which it was. */
const STATEMENT_SECONDS = 330;
/** Of a server that was recovered from an archive, whose own users and databases the plan does not know. */
const SUPERUSER = { user: 'postgres', databaseName: 'postgres' };

export const lambda = defineLambda(contract, ({ env, region, connect, now }) => {
  const deployment = env.DEPLOYMENT;
  const sides = sessionsOn(deployment, region, connect);
  const connectTo = (point: Parameters<typeof engineOf>[0]) =>
    connect ?? (engineOf(point) === 'rds' ? connectWithIam(region) : connectPlain);
  return checkContents({
    deployment,
    databasesOn: ({ order, endpoint }) =>
      connectTo(order.point)({ ...endpoint, ...SUPERUSER }, databaseNames),
    readRestored: ({ order, endpoint }, { name, checks }, secondsLeft) => {
      const planned = deployment.databases.find(({ id }) => id === order.point.store);
      const restored: Endpoint = {
        ...endpoint,
        databaseName: name,
        user: planned?.orchestratorUser ?? SUPERUSER.user,
        statementSeconds: STATEMENT_SECONDS,
      };
      return connectTo(order.point)(restored, (session) => readRestored(session, checks, secondsLeft));
    },
    readLive: (id, secondsLeft) => sides(id, (session) => readLive(session, secondsLeft)),
    now,
  });
});
export const handler = live(lambda);
