import { Client } from 'pg';
import { APPLICATION } from '../../rehearsal/database-pair';
import type { World } from '../../rehearsal/world';
import { aWorld, beat, losePrimary } from './a-world';

let world: World;
beforeEach(async () => {
  world = await aWorld();
  await Promise.all([beat(world), beat(world)]);
});
afterEach(() => world?.end());

/** What the application's client does first in each transaction, straight at a server and past any fence. */
async function writeKnowing(side: 'primary' | 'standby', epoch: number | null): Promise<string> {
  const { databaseName, [side]: asked } = world.engines.databases;
  const client = new Client({
    host: '127.0.0.1',
    port: asked.server.port,
    database: databaseName,
    user: APPLICATION,
  });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT firebackup.require_epoch($1)', [epoch]);
    await client.query('INSERT INTO client.confirmations VALUES ($1)', ['by a client that knows its epoch']);
    await client.query('COMMIT');
    return 'written';
  } catch (error) {
    const { code, message, hint } = error as Error & { code?: string; hint?: string };
    return `${code}: ${message}; ${hint}`;
  } finally {
    await client.end();
  }
}

const refused = (knows: number | string, is: number) =>
  `ZE001: this client knows epoch ${knows}, and this database is in epoch ${is}; ` +
  'read GET /role again and connect to the region that it names';

const installed = `SELECT oid::int, xmin::text, obj_description(oid) FROM pg_proc WHERE proname = 'require_epoch'`;
const functionThere = async () => {
  const { databaseName, primary } = world.engines.databases;
  const client = new Client({
    host: '127.0.0.1',
    port: primary.server.port,
    database: databaseName,
    user: 'postgres',
  });
  await client.connect();
  const { rows } = await client.query(installed);
  await client.end();
  return rows;
};

test('the first heartbeat brings the function, and a client that knows another epoch than the database is refused', async () => {
  expect(await writeKnowing('primary', 1)).toBe('written');
  expect(await writeKnowing('primary', 2)).toBe(refused(2, 1));
  expect(await writeKnowing('primary', null)).toBe(refused('none', 1));

  const first = await functionThere();
  await beat(world);
  expect(first).toHaveLength(1);
  expect(await functionThere()).toEqual(first);
});

test('after a failover each side refuses the clients of the other', async () => {
  await losePrimary(world);
  await world.startFailover('run-1', 'a test');
  await world.region('recovery').states.executions.get('run-1')?.result;
  expect(await writeKnowing('standby', 1)).toBe(refused(1, 2));
  expect(await writeKnowing('standby', 2)).toBe('written');

  await world.engines.databases.primary.server.start();
  expect(await writeKnowing('primary', 2)).toBe(refused(2, 1));
});
