import { AccessDenied, NotFound, Unreachable } from '../../lib/domain/errors';
import { answered } from '../../lib/postgres/answered';

const failing = (message: string, code?: string) =>
  answered('main', Promise.reject(Object.assign(new Error(message), { code })));

test('an answer is passed on', async () => {
  expect(await answered('main', Promise.resolve(7))).toBe(7);
});

test.each([
  ['breaks off', 'Connection terminated unexpectedly', undefined],
  ['resets', 'read ECONNRESET', 'ECONNRESET'],
  ['starts', 'the database system is starting up', '57P03'],
  ['ends', 'terminating connection due to administrator command', '57P01'],
])('a database that %s is waited for, and what it said is kept', async (_, message, code) => {
  await expect(failing(message, code)).rejects.toThrow(Unreachable);
  await expect(failing(message, code)).rejects.toThrow(`main gives no answer: ${message}`);
});

test.each([
  ['permission denied for schema firebackup', '42501'],
  ['column "epoch_xid" does not exist', '42703'],
])('what it refuses by its own word is not asked again: %s', async (message, code) => {
  await expect(failing(message, code)).rejects.toThrow(AccessDenied);
  await expect(failing(message, code)).rejects.toThrow(`main refuses: ${message}`);
});

test('an error that has a name keeps it', async () => {
  const named = answered('main', Promise.reject(new NotFound('role gone does not exist')));
  await expect(named).rejects.toThrow(NotFound);
});
