import { blockWritesOfAll } from '../../lambdas/block-writes/task';
import { releaseWritesOfAll } from '../../lambdas/release-writes/task';
import { AccessDenied, InvalidInput, Unreachable } from '../../lib/domain/errors';
import { at } from '../helpers/at';

const databases = [
  { id: 'main', applicationRoles: ['app', 'jobs'] },
  { id: 'audit', applicationRoles: ['app'] },
];
const blocked = { outcome: 'blocked', lsn: '0/5000', sessionsEnded: 2, at: at(1) } as const;

test('every database is closed to the roles that the plan names of it', async () => {
  const asked: string[] = [];
  const block = async (database: string, roles: readonly string[]) => {
    asked.push(`${database}: ${roles}`);
    return database === 'main' ? blocked : ({ outcome: 'standby' } as const);
  };
  expect(await blockWritesOfAll({ databases, block })()).toEqual({
    databases: [
      { database: 'main', ...blocked },
      { database: 'audit', outcome: 'standby' },
    ],
  });
  expect(asked).toEqual(['main: app,jobs', 'audit: app']);
});

test('nothing is closed while one database has no roles in the plan', async () => {
  const block = jest.fn(async () => blocked);
  const closing = blockWritesOfAll({
    databases: [...databases, { id: 'mute', applicationRoles: [] }],
    block,
  });
  await expect(closing()).rejects.toThrow(InvalidInput);
  await expect(closing()).rejects.toThrow('databases[].applicationRoles of mute names no role');
  expect(block).not.toHaveBeenCalled();
});

test('every database is opened again', async () => {
  const release = async (_: string, roles: readonly string[]) =>
    ({ outcome: 'released', opened: [...roles] }) as const;
  expect(await releaseWritesOfAll({ databases, release })()).toEqual({
    databases: [
      { database: 'main', outcome: 'released', opened: ['app', 'jobs'] },
      { database: 'audit', outcome: 'released', opened: ['app'] },
    ],
  });
});

test.each([
  ['a database that gives no answer is asked again', new Error('timeout expired'), Unreachable],
  ['a missing grant is said as such', new AccessDenied('needs CREATEROLE'), AccessDenied],
])('of what keeps an application from being let in, %s', async (_, cause, expected) => {
  const releasing = releaseWritesOfAll({ databases, release: () => Promise.reject(cause) })();
  await expect(releasing).rejects.toThrow(expected);
  await expect(releasing).rejects.toThrow(cause.message);
});
