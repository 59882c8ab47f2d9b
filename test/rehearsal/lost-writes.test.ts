import { type Session, withSession } from '../../lib/postgres/connect';
import { writeHeartbeat } from '../../lib/postgres/heartbeat';
import { readLostWrites } from '../../lib/postgres/lost-writes';
import { findPostgres } from '../../rehearsal/engines/postgres-binaries';
import type { PostgresServer } from '../../rehearsal/engines/postgres-server';
import { primaryIn, write } from './engines/postgres-pair';
import { Scratch } from './engines/scratch';

let scratch: Scratch;
let old: PostgresServer;

beforeEach(async () => {
  scratch = new Scratch();
  old = await primaryIn(scratch, await findPostgres(scratch.folder));
});
afterEach(() => scratch.discard());

const inSession = <Result>(work: (session: Session) => Promise<Result>, user = 'postgres'): Promise<Result> =>
  withSession({ host: old.host, port: old.port, databaseName: 'postgres', user }, {}, work);

/** Where the next transaction of the old primary is. */
async function point() {
  const { rows } = await old.query<{ xid: string; lsn: string }>(
    'SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS xid, pg_current_wal_lsn()::text AS lsn',
  );
  return { database: 'main', firstXid: rows[0]?.xid ?? '', lsn: rows[0]?.lsn ?? '' };
}

test('heartbeats that come while tables are read push no lost row out of the count', async () => {
  await write(old, 1, 2);
  const promotion = await point();
  await write(old, 3, 4, 5);
  const report = await inSession((session) => {
    const busy: Session = {
      query: async (text, values) => {
        for (const epoch of [1, 2, 3, 4]) await inSession((other) => writeHeartbeat(other, epoch));
        return session.query(text, values);
      },
    };
    return readLostWrites(busy, promotion, () => 60);
  });
  expect(report).toMatchObject({ rows: 3, tables: [{ table: 'public.written', rows: 3 }], unread: [] });
});

test('rows of subtransactions count, those that were rolled back do not, and without any the count is zero', async () => {
  await write(old, 1);
  const promotion = await point();
  const read = () => inSession((session) => readLostWrites(session, promotion, () => 60));
  expect(await read()).toMatchObject({ rows: 0, tables: [] });
  await inSession(async (session) => {
    await session.query(
      'BEGIN; INSERT INTO written VALUES (2); SAVEPOINT a; INSERT INTO written VALUES (3); SAVEPOINT b',
    );
    await session.query('INSERT INTO written VALUES (4); ROLLBACK TO b; COMMIT');
  });
  expect(await read()).toMatchObject({ rows: 2 });
});

test('of very many tables that may not be read some are named, and the others counted', async () => {
  await old.query('CREATE ROLE nobody LOGIN; GRANT CONNECT ON DATABASE postgres TO nobody');
  for (let number = 1; number < 60; number += 1) await old.query(`CREATE TABLE t${number} (a int)`);
  const promotion = await point();
  await write(old, 1);
  const report = await inSession((session) => readLostWrites(session, promotion, () => 60), 'nobody');
  expect(report).toMatchObject({ rows: 0 });
  const unread = 'unread' in report ? report.unread : [];
  expect(unread).toHaveLength(51);
  expect(unread.at(-1)?.table).toBe('10 more tables');
});
