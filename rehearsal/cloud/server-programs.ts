import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { ENDED_BEFORE_MOMENT } from '../../lib/domain/restore-status';
import { letPassThrough } from '../engines/account';
import { findDumpTools } from '../engines/dump-tools';
import { freePort } from '../engines/free-port';
import type { PostgresBinaries } from '../engines/postgres-binaries';
import { initialisePostgres } from '../engines/postgres-initialise';
import { recoverPostgres } from '../engines/postgres-recovery';
import type { PostgresServer } from '../engines/postgres-server';
import type { Leftovers } from '../leftovers';
import { ContainerFailed, type TaskDefinition, type TaskRoom } from './container-task';
import { runScript } from './dump-program';
import type { ObjectStore } from './s3';

const run = promisify(execFile);

export interface ServerSettings {
  readonly binaries: PostgresBinaries;
  readonly store: ObjectStore;
  readonly leftovers: Leftovers;
}

/** PostgreSQL recovered from a WAL archive, as far as the store has it. */
export const archiveServerProgram = (settings: ServerSettings): TaskDefinition => ({
  containers: ['fetch-base', 'read-label', 'fetch-wal', 'serve-archive'],
  run: async (room) => {
    await letPassThrough(room.folder);
    const base = room.environmentOf('fetch-base');
    await fetch(
      settings.store,
      base.BUCKET,
      { key: base.BASE_KEY },
      join(room.folder, 'base.tar'),
      'fetch-base',
    );
    await runScript('read-label', room, '/usr/bin');
    await fetchWal(settings.store, room);
    const { RECOVERY_TARGET_TIME: target } = room.environmentOf('serve-archive');
    await serve('serve-archive', settings, room, async (port) =>
      recoverPostgres(settings.binaries, {
        base: room.folder,
        walDirectory: join(room.folder, 'wal'),
        to: target ? target.replace(/\+00$/, 'Z') : undefined,
        place: { dataDirectory: join(room.folder, 'data'), port },
      }),
    );
  },
});

/** PostgreSQL over what a dump holds. */
export const dumpServerProgram = (settings: ServerSettings): TaskDefinition => ({
  containers: ['fetch-dump', 'serve-dump'],
  run: async (room) => {
    await letPassThrough(room.folder);
    const { BUCKET, KEY, VERSION_ID, SHA256 } = room.environmentOf('fetch-dump');
    const dump = join(room.folder, 'dump');
    await fetch(settings.store, BUCKET, { key: KEY, versionId: VERSION_ID }, dump, 'fetch-dump');
    const { stdout } = await run('sha256sum', [dump]);
    if (!stdout.startsWith(`${SHA256} `))
      throw new ContainerFailed('serve-dump', `dump: FAILED; its sum is ${stdout}`);
    const tools = await findDumpTools();
    if (tools.outcome === 'none') throw new ContainerFailed('serve-dump', tools.because);
    await serve('serve-dump', settings, room, async (port) => {
      const place = { dataDirectory: join(room.folder, 'data'), port };
      const server = await initialisePostgres(settings.binaries, place);
      settings.leftovers.add(() => server.killNow());
      await server.start();
      await load(server, join(tools.directory, 'pg_restore'), dump, room);
      return server;
    });
  },
});

async function load(server: PostgresServer, restore: string, dump: string, room: TaskRoom): Promise<void> {
  const { PGUSER: user = '', PGDATABASE: database = '' } = room.environmentOf('serve-dump');
  await server.query(`CREATE ROLE "${user}" LOGIN SUPERUSER`);
  await server.query(`CREATE DATABASE "${database}" TEMPLATE template0`);
  const reach = [
    '--host',
    server.host,
    '--port',
    String(server.port),
    '--username',
    user,
    '--dbname',
    database,
  ];
  await run(restore, [...reach, '--no-owner', '--no-privileges', '--exit-on-error', dump], {
    signal: room.stopping,
  });
}

/** Makes a server and lets in whoever comes, until the task is stopped. */
async function serve(
  container: string,
  { leftovers }: ServerSettings,
  room: TaskRoom,
  make: (port: number) => Promise<PostgresServer>,
): Promise<void> {
  const port = await freePort();
  const server = await make(port).catch((error: Error & { stderr?: string }) => {
    const said = error.stderr?.trim() || error.message;
    const isEarly = said.includes('recovery ended before configured recovery target was reached');
    throw new ContainerFailed(container, said, isEarly ? ENDED_BEFORE_MOMENT : 1);
  });
  leftovers.add(() => server.killNow());
  room.open(port);
  if (!room.stopping.aborted) {
    await new Promise((resume) => room.stopping.addEventListener('abort', resume, { once: true }));
  }
  await server.kill();
}

async function fetchWal(store: ObjectStore, { folder, environmentOf }: TaskRoom): Promise<void> {
  const { BUCKET = '', PREFIX = '', WAL_UNTIL = '' } = environmentOf('fetch-wal');
  const start = (await readFile(join(folder, 'start'), 'utf8')).trim();
  const wal = join(folder, 'wal');
  await mkdir(wal);
  await chmod(wal, 0o755);
  const bucket = store.bucket(BUCKET);
  if (!bucket) throw new ContainerFailed('fetch-wal', `fatal error: there is no bucket ${BUCKET}`);
  for (const { key, modifiedAt } of bucket.list(PREFIX)) {
    const isNeeded = key > `${PREFIX}${start}` && modifiedAt.toISOString() < WAL_UNTIL;
    if (isNeeded) await fetch(store, BUCKET, { key }, join(wal, basename(key)), 'fetch-wal');
  }
}

async function fetch(
  store: ObjectStore,
  bucket: string | undefined,
  { key = '', versionId }: { key?: string | undefined; versionId?: string | undefined },
  to: string,
  container: string,
): Promise<void> {
  const found = await store.bucket(bucket ?? '')?.find(key, versionId);
  if (!found) throw new ContainerFailed(container, `fatal error: Key "${key}" does not exist in ${bucket}`);
  await copyFile(found.file, to);
  await chmod(to, 0o644);
}
