import type { Heartbeats } from '../../lambdas/write-heartbeat/task';
import { AccessDenied, NotFound } from '../../lib/domain/errors';
import { withSession } from '../../lib/postgres/connect';
import { blockWrites, readLogins, releaseWrites } from '../../lib/postgres/write-access';
import type { World } from '../../rehearsal/world';
import { aWorld } from './a-world';

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.end());

const ROLES = ['application'];

const sessionOn = (side: 'primary' | 'standby', user: string, statementSeconds?: number) => {
  const { databases } = world.engines;
  const { host, port } = databases[side].server;
  const endpoint = { host, port, databaseName: databases.databaseName, user, statementSeconds };
  return <Result>(work: Parameters<typeof withSession<Result>>[2]) => withSession(endpoint, {}, work);
};
const asOrchestrator = <Result>(work: Parameters<typeof withSession<Result>>[2], statementSeconds?: number) =>
  sessionOn('primary', world.settings.plan.databases[0]?.orchestratorUser ?? '', statementSeconds)(work);
const asApplication = <Result>(work: Parameters<typeof withSession<Result>>[2]) =>
  sessionOn('primary', 'application')(work);

afterEach(() => asOrchestrator((session) => releaseWrites(session, ROLES)));

test('ends the sessions of the application, lets none in, and says how far its writes went', async () => {
  const torn = asApplication((session) => session.query('SELECT pg_sleep(4)'));
  torn.catch(() => undefined);
  await new Promise((resume) => setTimeout(resume, 200));

  const blocked = await asOrchestrator((session) => blockWrites(session, ROLES));
  expect(blocked).toMatchObject({
    outcome: 'blocked',
    lsn: expect.stringMatching(/^\w+\/\w+$/),
    sessionsEnded: expect.any(Number),
  });
  await expect(torn).rejects.toThrow('terminat');
  await expect(asApplication((session) => session.query('SELECT 1'))).rejects.toThrow(
    'not permitted to log in',
  );
});

test('a second call ends nobody, and a release lets the application in again, however often', async () => {
  await asOrchestrator((session) => blockWrites(session, ROLES));
  const again = await asOrchestrator((session) => blockWrites(session, ROLES));
  expect(again).toMatchObject({ outcome: 'blocked', sessionsEnded: 0 });

  const released = await asOrchestrator((session) => releaseWrites(session, ROLES));
  expect(released).toEqual({ outcome: 'released', opened: ROLES });
  const nothing = await asOrchestrator((session) => releaseWrites(session, ROLES));
  expect(nothing).toEqual({ outcome: 'released', opened: [] });
  await asApplication((session) => session.query('SELECT 1'));
});

test('a full pool is ended at once, and not one session after the other', async () => {
  let open = 0;
  const held = Array.from({ length: 45 }, () =>
    asApplication(async (session) => {
      await session.query('SELECT 1');
      open += 1;
      await session.query('SELECT pg_sleep(30)');
    }).catch(() => undefined),
  );
  while (open < held.length) await new Promise((resume) => setTimeout(resume, 20));
  // One after the other, at 0.1 s each, would take longer than a statement may.
  const blocked = await asOrchestrator((session) => blockWrites(session, ROLES), 4);
  expect(blocked).toMatchObject({ outcome: 'blocked', sessionsEnded: 45 });
  await Promise.all(held);
});

test('a standby is left alone', async () => {
  const onStandby = sessionOn('standby', 'postgres');
  expect(await onStandby((session) => blockWrites(session, ROLES))).toEqual({ outcome: 'standby' });
  expect(await onStandby((session) => releaseWrites(session, ROLES))).toEqual({ outcome: 'standby' });
});

test('a role that is not there is said to be a mistake in the plan', async () => {
  const blocking = asOrchestrator((session) => blockWrites(session, ['nobody']));
  await expect(blocking).rejects.toThrow(NotFound);
  await expect(blocking).rejects.toThrow('correct applicationRoles in the plan');
});

test('without the grants it says which ones are missing', async () => {
  const blocking = asApplication((session) => blockWrites(session, ['application']));
  await expect(blocking).rejects.toThrow(AccessDenied);
  await expect(blocking).rejects.toThrow('CREATEROLE');
});

describe('a look at the logins names', () => {
  const closedTo = (roles: readonly string[]) => asOrchestrator((session) => readLogins(session, roles));

  test('the roles that were closed, and none once they are open', async () => {
    await asOrchestrator((session) => blockWrites(session, ROLES));
    expect(await closedTo(ROLES)).toEqual({ closed: ROLES });
    await asOrchestrator((session) => releaseWrites(session, ROLES));
    expect(await closedTo(ROLES)).toEqual({ closed: [] });
  });

  test('a role that is not there, beside those that may log in', async () => {
    expect(await closedTo(['nobody', ...ROLES])).toEqual({ closed: ['nobody'] });
    expect(await closedTo([])).toEqual({ closed: [] });
  });
});

describe('heartbeats', () => {
  const logins = async () => {
    const beats = (await world.region('primary').invoke('write-heartbeat')) as Heartbeats;
    return beats.seen.map((one) => 'writtenAt' in one && one.logins);
  };
  const asSuperuser = (statement: string) =>
    sessionOn('primary', 'postgres')((session) => session.query(statement));

  test("hand on which of the plan's roles may not log in", async () => {
    expect(await logins()).toEqual([{ closed: [] }]);
    await asOrchestrator((session) => blockWrites(session, ROLES));
    expect(await logins()).toEqual([{ closed: ROLES }]);
  });

  test('are written all the same where nobody may look', async () => {
    const orchestrator = world.settings.plan.databases[0]?.orchestratorUser;
    await asSuperuser(`REVOKE SELECT ON pg_roles FROM PUBLIC; REVOKE pg_read_all_data FROM ${orchestrator}`);
    try {
      expect(await logins()).toEqual([{ unseenBecause: expect.stringContaining('permission denied') }]);
    } finally {
      await asSuperuser(`GRANT SELECT ON pg_roles TO PUBLIC; GRANT pg_read_all_data TO ${orchestrator}`);
    }
  });
});
