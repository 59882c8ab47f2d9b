import { mkdirSync } from 'node:fs';
import { Client } from 'pg';
import { freePort } from '../../../rehearsal/engines/free-port';
import { Gate } from '../../../rehearsal/engines/gate';
import { baseBackup, restorePostgres } from '../../../rehearsal/engines/postgres-backup';
import { findPostgres, type PostgresBinaries } from '../../../rehearsal/engines/postgres-binaries';
import { initialisePostgres } from '../../../rehearsal/engines/postgres-initialise';
import { eventually } from './eventually';
import { caughtUp, primaryIn, promoted, standbyIn, write, writtenOn } from './postgres-pair';
import { Scratch } from './scratch';

let scratch: Scratch;
let binaries: PostgresBinaries;

beforeEach(async () => {
  scratch = new Scratch();
  binaries = await findPostgres(scratch.folder);
});
afterEach(() => scratch.discard());

test('a standby takes over after kill -9, and the old primary comes back from its directory', async () => {
  const primary = await primaryIn(scratch, binaries);
  const standby = await standbyIn(scratch, primary);
  await write(primary, 1, 2);
  await caughtUp(primary);
  expect(await standby.isInRecovery()).toBe(true);

  await primary.kill();
  expect(primary.running).toBe(false);
  await promoted(standby);
  await write(standby, 3);
  await primary.start();

  expect(await writtenOn(standby)).toEqual([1, 2, 3]);
  expect(await primary.isInRecovery()).toBe(false);
  expect(await writtenOn(primary)).toEqual([1, 2]);
});

test('a frozen replication loses exactly what was written after the freeze', async () => {
  const primary = await primaryIn(scratch, binaries);
  const standby = await standbyIn(scratch, primary);
  await write(primary, 1, 2);
  await caughtUp(primary);

  await primary.freezeReplication();
  await write(primary, 3, 4);
  await primary.kill();
  await promoted(standby);

  expect(await writtenOn(standby)).toEqual([1, 2]);
});

test('a thawed replication catches up', async () => {
  const primary = await primaryIn(scratch, binaries);
  const standby = await standbyIn(scratch, primary);
  await primary.freezeReplication();
  await write(primary, 1);
  primary.thawReplication();
  await caughtUp(primary);
  expect(await writtenOn(standby)).toEqual([1]);
});

test('a server with a frozen replication stops when asked to', async () => {
  const primary = await primaryIn(scratch, binaries);
  await standbyIn(scratch, primary);
  await primary.freezeReplication();
  await primary.restart();
  expect(await writtenOn(primary)).toEqual([]);
});

test('a backup restores, more than once, the rows of its time', async () => {
  const primary = await primaryIn(scratch, binaries);
  await write(primary, 1, 2);
  await baseBackup(primary, scratch.path('backup'));
  await write(primary, 3);
  await primary.kill();

  for (const name of ['first', 'second']) {
    const place = { dataDirectory: scratch.path(name), port: await freePort() };
    const restored = await scratch.started(await restorePostgres(binaries, scratch.path('backup'), place));
    expect(await restored.isInRecovery()).toBe(false);
    expect(await writtenOn(restored)).toEqual([1, 2]);
    await write(restored, 4);
  }
});

test('the backup of a standby restores as a primary', async () => {
  const primary = await primaryIn(scratch, binaries);
  const standby = await standbyIn(scratch, primary);
  await write(primary, 1);
  await caughtUp(primary);
  await baseBackup(standby, scratch.path('backup'));

  const place = { dataDirectory: scratch.path('restored'), port: await freePort() };
  const restored = await scratch.started(await restorePostgres(binaries, scratch.path('backup'), place));
  expect(await restored.isInRecovery()).toBe(false);
  expect(await writtenOn(restored)).toEqual([1]);
});

test('a standby behind a partitioned gate gets nothing, and all of it afterwards', async () => {
  const primary = await primaryIn(scratch, binaries);
  const gate = await Gate.open(primary.port, ['replication']);
  const standby = await standbyIn(scratch, primary, gate.port('replication'));
  await write(primary, 1);
  await caughtUp(primary);

  gate.partition(true);
  await write(primary, 2);
  expect(await writtenOn(standby)).toEqual([1]);
  gate.partition(false);
  await eventually(async () => (await writtenOn(standby)).length === 2, 'the second row');
  await gate.close();
});

test('a client learns of kill -9, and the server of nobody', async () => {
  const primary = await primaryIn(scratch, binaries);
  const client = new Client({ host: primary.host, port: primary.port, user: 'postgres' });
  const ended = new Promise<void>((resolve) => client.once('end', () => resolve()));
  client.on('error', () => undefined);
  await client.connect();

  const waiting = primary.query('SELECT pg_sleep(600)');
  await Promise.all([expect(waiting).rejects.toThrow(), primary.kill()]);
  await ended;
  await expect(primary.query('SELECT 1')).rejects.toThrow('is not running');
  await primary.start();
  expect(await writtenOn(primary)).toEqual([]);
});

test('a server that cannot start says why, and leaves nothing running', async () => {
  const primary = await primaryIn(scratch, binaries);
  const place = { dataDirectory: scratch.path('other'), port: primary.port };
  const other = await initialisePostgres(binaries, place);
  await expect(other.start()).rejects.toThrow('Address already in use');
  expect(other.running).toBe(false);
});

test('settings of the caller are stronger than those of the rehearsal', async () => {
  mkdirSync(scratch.path('region'));
  const place = { dataDirectory: scratch.path('region/database'), port: await freePort() };
  const settings = { wal_keep_size: '128MB', cluster_name: "the witness's" };
  const server = await scratch.started(await initialisePostgres(binaries, { ...place, settings }));
  expect((await server.query('SHOW wal_keep_size')).rows).toEqual([{ wal_keep_size: '128MB' }]);
  expect((await server.query('SHOW cluster_name')).rows).toEqual([{ cluster_name: "the witness's" }]);
});
