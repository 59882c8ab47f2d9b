import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { contentsDoubtedBecause, expectationsOf } from '../../lib/domain/contents-doubts';
import { secondsAfter } from '../../lib/domain/instant';
import { type Session, withSession } from '../../lib/postgres/connect';
import { databaseNames, readLive, readRestored } from '../../lib/postgres/contents';
import { writeHeartbeat } from '../../lib/postgres/heartbeat';
import { findPostgres } from '../../rehearsal/engines/postgres-binaries';
import type { PostgresServer } from '../../rehearsal/engines/postgres-server';
import { aWindow } from '../helpers/a-recovery-point';
import { caughtUp, primaryIn, promoted, standbyIn } from './engines/postgres-pair';
import { Scratch } from './engines/scratch';

const SCHEMA = `
  CREATE SCHEMA app;
  CREATE TYPE app.mood AS ENUM ('good', 'bad');
  CREATE TABLE app.orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    status varchar(9) CHECK (status IN ('open', 'paid')),
    mood app.mood DEFAULT 'good');
  CREATE INDEX orders_by_status ON app.orders (lower(status)) WHERE mood = 'bad';
  CREATE VIEW app.open_orders AS SELECT * FROM app.orders WHERE status = 'open';
  CREATE FUNCTION app.twice(a int) RETURNS int LANGUAGE sql AS 'SELECT 2 * a';
  CREATE UNLOGGED TABLE app.seen (id bigint);
  INSERT INTO app.orders (status) SELECT 'open' FROM generate_series(1, 5000);
  CREATE ROLE reader LOGIN`;

let scratch: Scratch;
let primary: PostgresServer;

beforeEach(async () => {
  scratch = new Scratch();
  primary = await primaryIn(scratch, await findPostgres(scratch.folder));
  await primary.query(SCHEMA);
  await inSession(primary, (session) => writeHeartbeat(session, 1));
});
afterEach(() => scratch.discard());

const inSession = <Result>(
  { host, port }: PostgresServer,
  work: (session: Session) => Promise<Result>,
  user = 'postgres',
): Promise<Result> =>
  withSession({ host, port, databaseName: 'postgres', user, statementSeconds: 30 }, {}, work);

const restoredOf = (server: PostgresServer, checks: Parameters<typeof readRestored>[1] = [], user?: string) =>
  inSession(server, (session) => readRestored(session, checks, () => 20), user);
const liveOf = (server: PostgresServer) => inSession(server, (session) => readLive(session, () => 20));

/** A copy of the primary as it is now, which goes its own way from then on. */
async function copyOf(server: PostgresServer): Promise<PostgresServer> {
  const copy = await standbyIn(scratch, server);
  await caughtUp(server);
  await promoted(copy);
  return copy;
}

const nowIn = async (server: PostgresServer): Promise<string> =>
  (await server.query<{ now: Date }>('SELECT clock_timestamp() AS now')).rows[0]?.now.toISOString() ?? '';

test('a physical copy has the same schema, all rows, and nothing against it, also read from a standby', async () => {
  const standby = await standbyIn(scratch, primary);
  await caughtUp(primary);
  const live = await liveOf(standby);
  const restored = await restoredOf(primary);
  expect(restored.schemaHash).toBe(live.schemaHash);
  expect(restored.tables).toContainEqual({ table: 'app.orders', outcome: 'read', rows: 5000 });
  expect(restored.tables.map(({ table }) => table)).not.toContain('app.seen');
  expect(live.unseen).toEqual([]);
  const now = await nowIn(primary);
  const expected = expectationsOf({ point: aWindow(), to: now }, 60, true);
  expect(contentsDoubtedBecause(restored, live, expected)).toEqual([]);
  const tooEarly = expectationsOf({ point: aWindow(), to: secondsAfter(now, -60) }, 60, true);
  expect(contentsDoubtedBecause(restored, live, tooEarly)).toEqual([
    expect.stringMatching(/recovered too far$/),
  ]);
});

test('what was lost is a loss, and what the live side got since is none', async () => {
  const copy = await copyOf(primary);
  // All of this is later than the copy's heartbeat in the count of transactions.
  await primary.query(`
    CREATE TABLE app.bills (id int);
    ALTER TABLE app.orders ADD COLUMN note text;
    ALTER TABLE app.orders RENAME COLUMN mood TO temper;
    ALTER TYPE app.mood ADD VALUE 'mixed';
    INSERT INTO app.bills VALUES (1)`);
  const expected = () => expectationsOf({ point: aWindow() }, 1e9, true);
  const doubts = async () =>
    contentsDoubtedBecause(await restoredOf(copy), await liveOf(primary), expected());
  expect(await doubts()).toEqual([]);

  await copy.query(`
    ALTER TABLE app.orders DROP CONSTRAINT orders_status_check;
    CREATE OR REPLACE FUNCTION app.twice(a int) RETURNS int LANGUAGE sql AS 'SELECT 3 * a';
    TRUNCATE app.orders`);
  expect(await doubts()).toEqual([
    'constraint app.orders.orders_status_check is missing; the live side has it',
    'function app.twice(a integer) is not as on the live side',
    'app.orders is empty; on the live side it is not',
  ]);
});

test('the hash of a schema does not hang on the order or the numbers that its objects were made in', async () => {
  for (const name of ['one', 'other']) await primary.query(`CREATE DATABASE ${name}`);
  const hashOf = (databaseName: string, ...statements: string[]) =>
    withSession(
      { host: primary.host, port: primary.port, databaseName, user: 'postgres' },
      {},
      async (session) => {
        for (const statement of statements) await session.query(statement);
        return (await readLive(session, () => 20)).schemaHash;
      },
    );
  const a = 'CREATE TABLE a (id int PRIMARY KEY, b text)';
  const b = 'CREATE TABLE b (id int PRIMARY KEY)';
  const one = await hashOf('one', a, b);
  expect(await hashOf('other', 'CREATE TABLE gone ()', b, 'DROP TABLE gone', a)).toBe(one);
  expect(await hashOf('other', 'ALTER TABLE b ADD c int')).not.toBe(one);
  expect(await inSession(primary, databaseNames)).toEqual(['one', 'other', 'postgres']);
});

test('a corrupt page makes its table unreadable, and the others are read', async () => {
  const { rows } = await primary.query<{ file: string }>("SELECT pg_relation_filepath('app.orders') AS file");
  await primary.stop();
  const file = openSync(join(primary.place.dataDirectory, rows[0]?.file ?? ''), 'r+');
  writeSync(file, Buffer.alloc(4_000, 0xff), 0, 4_000, 2 * 8192);
  closeSync(file);
  await primary.start();
  const { tables } = await restoredOf(primary);
  expect(tables).toContainEqual({
    table: 'app.orders',
    outcome: 'unreadable',
    because: expect.stringMatching(/^invalid page in block 2 of relation/),
  });
  expect(tables).toContainEqual({ table: 'firebackup.heartbeat', outcome: 'read', rows: 1 });
});

test('what the user may not read is denied, by a missing grant and by row security alike', async () => {
  await primary.query(
    'GRANT USAGE ON SCHEMA firebackup TO reader; GRANT SELECT ON firebackup.heartbeat TO reader',
  );
  const denied = await restoredOf(primary, [], 'reader');
  expect(denied.tables).toContainEqual({
    table: 'app.orders',
    outcome: 'denied',
    because: 'permission denied for schema app',
  });
  await primary.query('GRANT pg_read_all_data TO reader; ALTER TABLE app.orders ENABLE ROW LEVEL SECURITY');
  expect((await restoredOf(primary, [], 'reader')).tables).toContainEqual({
    table: 'app.orders',
    outcome: 'denied',
    because: 'query would be affected by row-level security policy for table "orders"',
  });
});

test('a table that takes too long is not read, and is none the worse', async () => {
  const { tables } = await inSession(primary, async (session) => {
    await session.query('SET statement_timeout = 0');
    return readRestored(session, [], () => 0);
  });
  expect(tables.filter(({ outcome }) => outcome !== 'not read')).toEqual([]);
});

test("without time, the plan's own checks are not begun, and no table of the live side is", async () => {
  const own = [{ name: 'a-check', sql: 'SELECT true' }];
  const { checks } = await inSession(primary, (session) => readRestored(session, own, () => 0.5));
  expect(checks).toEqual([{ name: 'a-check', outcome: 'not finished', because: 'no time was left' }]);
  const { filled, unseen } = await inSession(primary, (session) => readLive(session, () => 0.5));
  expect([filled, unseen.includes('app.orders')]).toEqual([[], true]);
});

/** What each is told; nothing of one that passes. */
const CHECKS: readonly (readonly [sql: string, because: unknown])[] = [
  ['SELECT count(*) > 0 FROM app.orders', undefined],
  ['SELECT count(*) > 0 FROM app.orders -- all of them', undefined],
  ['SELECT true;\n', undefined],
  ['SELECT count(*) > 9000 FROM app.orders', 'it answered false, expected true'],
  ['SELECT count(*) FROM app.orders', 'it answered "5000", expected true'],
  ['SELECT true WHERE false', 'it answered no row, expected one'],
  ['SELECT true FROM app.orders', 'it answered more than one row, expected one'],
  ['SELECT * FROM app.nothing', 'relation "app.nothing" does not exist'],
  ["SELECT nextval('app.orders_id_seq') > 0", 'cannot execute nextval() in a read-only transaction'],
  ['SELECT true; DROP TABLE app.orders', 'syntax error at or near ";"'],
  [
    'SELECT true) AS own; COMMIT; DROP TABLE app.orders; SELECT (true',
    'cannot insert multiple commands into a prepared statement',
  ],
  ['DELETE FROM app.orders RETURNING true', 'syntax error at or near "FROM"'],
  [
    'WITH gone AS (DELETE FROM app.orders RETURNING 1) SELECT count(*) > 0 FROM gone',
    expect.stringMatching(/WITH|read-only/),
  ],
];

test("the plan's own checks answer one by one, each may be one query alone, and none changes anything", async () => {
  const own = CHECKS.map(([sql], at) => ({ name: `check-${at}`, sql }));
  const { checks, tables } = await restoredOf(primary, own);
  expect(checks).toEqual(
    CHECKS.map(([, because], at) => ({
      name: `check-${at}`,
      ...(because === undefined ? { outcome: 'passed' } : { outcome: 'failed', because }),
    })),
  );
  expect(tables).toContainEqual({ table: 'app.orders', outcome: 'read', rows: 5000 });
});
