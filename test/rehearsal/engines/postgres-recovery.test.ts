import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../../../lib/domain/instant';
import { parseBackupHistory } from '../../../lib/domain/wal/base-backup';
import { freePort } from '../../../rehearsal/engines/free-port';
import {
  archiveBase,
  archivingSettings,
  baseOf,
  layOutArchives,
  shipWal,
  walOf,
} from '../../../rehearsal/engines/postgres-archive';
import { baseBackup, restorePostgres } from '../../../rehearsal/engines/postgres-backup';
import { findPostgres, type PostgresBinaries } from '../../../rehearsal/engines/postgres-binaries';
import { initialisePostgres } from '../../../rehearsal/engines/postgres-initialise';
import { recoverPostgres } from '../../../rehearsal/engines/postgres-recovery';
import type { PostgresServer } from '../../../rehearsal/engines/postgres-server';
import { eventually } from './eventually';
import { promoted, standbyIn, write, writtenOn } from './postgres-pair';
import { Scratch } from './scratch';

let scratch: Scratch;
let binaries: PostgresBinaries;
let primary: PostgresServer;
/** Names as mean as a temporary folder's may be. */
const archives = () => [scratch.path("it's one"), scratch.path('100% two')];

beforeEach(async () => {
  scratch = new Scratch();
  binaries = await findPostgres(scratch.folder);
  const archiving = { archives: archives(), incoming: scratch.path('incoming') };
  await layOutArchives(binaries, archiving);
  const place = { dataDirectory: scratch.path('primary'), port: await freePort() };
  const settings = archivingSettings(archiving);
  primary = await scratch.started(await initialisePostgres(binaries, { ...place, settings }));
  await primary.query('CREATE TABLE written (number int PRIMARY KEY)');
});
afterEach(() => scratch.discard());

/** Everything up to this moment is in every archive. */
async function shipped(): Promise<{ at: Instant; segment: string }> {
  // A moment is cut off to milliseconds, which the rows before it must not fall into.
  await passed(await serverNow());
  const sent = await shipWal(primary);
  const arrived = () => archives().every((archive) => existsSync(join(walOf(archive), sent.segment)));
  await eventually(async () => arrived(), `the segment ${sent.segment}`);
  return sent;
}

async function serverNow(): Promise<Instant> {
  const { rows } = await primary.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  return rows[0]?.now.toISOString() ?? '';
}

const passed = (moment: Instant) =>
  eventually(async () => (await serverNow()) > moment, `the moment ${moment}`);

async function recovered(to?: Instant, archive = archives()[1] ?? ''): Promise<PostgresServer> {
  const place = { dataDirectory: scratch.path('recovered'), port: await freePort() };
  const [name = ''] = readdirSync(join(archive, 'base'));
  const what = { base: baseOf(archive, name), walDirectory: walOf(archive) };
  const server = await recoverPostgres(binaries, { ...what, ...(to && { to }), place });
  return scratch.started(server);
}

test('rows up to the moment are there, rows after it are not, from any of the archives', async () => {
  await passed((await archiveBase(primary, archives())).from);
  await write(primary, 1, 2);
  const { at } = await shipped();
  await write(primary, 3);
  await shipped();
  await primary.kill();

  for (const archive of archives()) {
    const server = await recovered(at, archive);
    expect(await server.isInRecovery()).toBe(false);
    expect(await writtenOn(server)).toEqual([1, 2]);
    await write(server, 4);
    await server.kill();
    rmSync(scratch.path('recovered'), { recursive: true });
  }
  expect(await writtenOn(await recovered())).toEqual([1, 2, 3]);
});

test('a base backup is restorable from the moment that is told, and archived under its name', async () => {
  await write(primary, 1);
  const { name, from } = await archiveBase(primary, archives());
  await passed(from);
  await shipped();
  const [archive = ''] = archives();
  const histories = readdirSync(walOf(archive)).filter((file) => file.endsWith('.backup'));
  expect(histories).toHaveLength(1);
  const text = readFileSync(join(walOf(archive), histories[0] ?? ''), 'utf8');
  expect(parseBackupHistory(text)).toMatchObject({ outcome: 'read', backup: { label: name } });
  expect(await writtenOn(await recovered(from))).toEqual([1]);
});

test('a moment behind the archived WAL fails with the reason, and leaves nothing running', async () => {
  await passed((await archiveBase(primary, archives())).from);
  await write(primary, 1);
  await shipped();
  const later = await serverNow();
  await write(primary, 2);
  await primary.kill();
  await expect(recovered(later)).rejects.toThrow('ended before configured recovery target was reached');
});

test('a moment behind a missing segment fails; without a moment, recovery ends before it', async () => {
  await passed((await archiveBase(primary, archives())).from);
  await write(primary, 1);
  await shipped();
  await write(primary, 2);
  const { segment } = await shipped();
  await write(primary, 3);
  const { at } = await shipped();
  for (const archive of archives()) rmSync(join(walOf(archive), segment));
  await expect(recovered(at)).rejects.toThrow('ended before configured recovery target was reached');
  rmSync(scratch.path('recovered'), { recursive: true });
  expect(await writtenOn(await recovered())).toEqual([1]);
});

test('a moment before the base backup fails with the reason', async () => {
  const { at } = await shipped();
  await write(primary, 1);
  await archiveBase(primary, archives());
  await shipped();
  await expect(recovered(at)).rejects.toThrow('expected a moment after the base backup');
});

test('what is restored archives nowhere, and a snapshot leaves no history in the archive', async () => {
  await baseBackup(primary, scratch.path('snapshot'));
  await shipped();
  const [archive = ''] = archives();
  const before = readdirSync(walOf(archive));
  expect(before.filter((name) => name.endsWith('.backup'))).toEqual([]);
  const place = { dataDirectory: scratch.path('restored'), port: await freePort() };
  const restored = await scratch.started(await restorePostgres(binaries, scratch.path('snapshot'), place));
  expect((await restored.query('SHOW archive_mode')).rows).toEqual([{ archive_mode: 'off' }]);
  await shipWal(restored);
  await restored.stop();
  expect(readdirSync(walOf(archive))).toEqual(before);
});

test('an archive that holds another segment of the same name is never overwritten', async () => {
  const { segment } = await shipped();
  const next = segment.slice(0, -1) + (Number.parseInt(segment.slice(-1), 16) + 1).toString(16).toUpperCase();
  const [archive = ''] = archives();
  mkdirSync(join(walOf(archive), next));
  await write(primary, 1);
  expect((await shipWal(primary)).segment).toBe(next);
  const failed = async () => {
    const { rows } = await primary.query<{ failed: string }>(
      'SELECT failed_count AS failed FROM pg_stat_archiver',
    );
    return Number(rows[0]?.failed) > 0;
  };
  await eventually(failed, 'the failure of the archiver');
  rmSync(join(walOf(archive), next), { recursive: true });
});

test('a promoted standby goes on in the archive on a timeline of its own', async () => {
  await archiveBase(primary, archives());
  await write(primary, 1);
  await shipped();
  const standby = await standbyIn(scratch, primary);
  await standby.query("ALTER SYSTEM SET archive_mode = 'on'");
  await standby.restart();
  await primary.kill();
  await promoted(standby);
  await write(standby, 2);
  const { segment } = await shipWal(standby);
  expect(segment.startsWith('00000002')).toBe(true);
  const [archive = ''] = archives();
  await eventually(async () => existsSync(join(walOf(archive), segment)), `the segment ${segment}`);
  expect(existsSync(join(walOf(archive), '00000002.history'))).toBe(true);
  expect(await writtenOn(await recovered())).toEqual([1, 2]);
});
