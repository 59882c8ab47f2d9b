import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { serverRestorer } from '../../lambdas/runtime/restorers/server-restorer';
import { serverStarter } from '../../lambdas/runtime/restorers/server-starter';
import { baseBackups } from '../../lib/aws/base-backups';
import { accessTo } from '../../lib/aws/client-settings';
import { containerTasks } from '../../lib/aws/tasks';
import { instant } from '../../lib/domain/instant';
import type { RecoveryPoint } from '../../lib/domain/recovery-point';
import type { RestoreOrder } from '../../lib/domain/restore-order';
import { withSession } from '../../lib/postgres/connect';
import { containersIn } from '../../rehearsal/cloud/containers';
import type { Ecs } from '../../rehearsal/cloud/ecs';
import { interception } from '../../rehearsal/cloud/interception';
import { ObjectStore } from '../../rehearsal/cloud/s3';
import { freePort } from '../../rehearsal/engines/free-port';
import {
  archiveBase,
  archivingSettings,
  layOutArchives,
  shipWal,
} from '../../rehearsal/engines/postgres-archive';
import { findPostgres, type PostgresBinaries } from '../../rehearsal/engines/postgres-binaries';
import { initialisePostgres } from '../../rehearsal/engines/postgres-initialise';
import type { PostgresServer } from '../../rehearsal/engines/postgres-server';
import { waitUntil } from '../../rehearsal/engines/wait-until';
import { Leftovers } from '../../rehearsal/leftovers';
import { dumpPolicy } from '../helpers/a-dump';
import { aDeployment, aPlan } from '../helpers/a-plan';

const PLAN = {
  dumps: [dumpPolicy()],
  walArchives: [{ id: 'own', buckets: { primary: 'wal-east', recovery: 'wal-west' }, prefix: 'main/' }],
};
const POINT: RecoveryPoint = {
  id: 'own',
  kind: 'wal-archive',
  store: 'own',
  region: 'us-east-1',
  arn: 'arn:aws:s3:::wal-east/main/',
  windows: [],
  holes: [],
  recordedAt: '2026-03-01T00:00:00.000Z',
};

let leftovers: Leftovers;
let binaries: PostgresBinaries;
let source: PostgresServer;
let ecs: Ecs;
let middle: string;

beforeAll(async () => {
  leftovers = new Leftovers();
  binaries = await findPostgres(leftovers.folder);
  const directory = join(leftovers.folder, 'bucket');
  const archiving = { archives: [join(directory, 'main')], incoming: join(leftovers.folder, 'incoming') };
  await mkdir(directory);
  await layOutArchives(binaries, archiving);
  source = await initialisePostgres(binaries, {
    dataDirectory: join(leftovers.folder, 'source'),
    port: await freePort(),
    settings: archivingSettings(archiving),
  });
  leftovers.add(() => source.killNow());
  await source.start();
  await source.query('CREATE TABLE kept (number int)');
  await archiveBase(source, archiving.archives);
  await source.query('INSERT INTO kept VALUES (1), (2)');
  // A base knows its time by the second.
  await new Promise((resume) => setTimeout(resume, 1_100));
  middle = (await shipWal(source)).at;
  await source.query('INSERT INTO kept VALUES (3)');
  const { segment } = await shipWal(source);
  const store = new ObjectStore({ directory: join(leftovers.folder, 'objects'), now: () => new Date() });
  store.mount('wal-east', directory);
  await waitUntil(async () => (await store.bucket('wal-east')?.find(`main/wal/${segment}`)) !== undefined, {
    withinMs: 20_000,
    otherwise: () => `${segment} was not archived`,
  });
  const around = { region: 'us-east-1', store, binaries, leftovers, now: () => new Date() };
  ecs = containersIn({ plan: aPlan(PLAN), ...around });
  services = { ECS: ecs.operations, S3: store.operations };
});
afterAll(() => leftovers.end());

let services: Record<string, Ecs['operations']> = {};

function aRestorer() {
  const access = accessTo(
    'us-east-1',
    interception(async ({ service, operation, input }) => {
      const answer = services[service]?.[operation];
      if (!answer) throw new Error(`${service}.${operation} is not modelled`);
      return answer(input);
    })('us-east-1'),
  );
  const deps: Parameters<typeof serverStarter>[0] & Parameters<typeof serverRestorer>[0] = {
    deployment: aDeployment(PLAN),
    tasks: () => containerTasks(access),
    bases: (_, folder) => baseBackups(access, folder),
    now: () => instant(new Date()),
  };
  return { ...serverRestorer(deps), ...serverStarter(deps) };
}

const anOrder = (target: string, to?: string): RestoreOrder => ({
  run: 'drill-1',
  purpose: 'drill',
  point: POINT,
  region: 'us-east-1',
  target,
  to,
  expiresAt: '2030-01-01T00:00:00.000Z',
});

async function settled(order: RestoreOrder) {
  const restorer = aRestorer();
  expect(await restorer.find(order)).toBeUndefined();
  await restorer.start(order);
  await waitUntil(
    async () => {
      const found = await restorer.find(order);
      return found?.endpoint !== undefined || found?.hopelessBecause !== undefined;
    },
    { withinMs: 60_000, otherwise: () => `${order.target} came to no end` },
  );
  return restorer.find(order);
}

async function numbersOn(endpoint: { host: string; port: number } | undefined): Promise<number[]> {
  if (!endpoint) throw new Error('no endpoint');
  const reached = ecs.route({ ...endpoint, databaseName: 'postgres', user: 'postgres' });
  const { rows } = await withSession(reached, {}, (session) =>
    session.query('SELECT number FROM kept ORDER BY number'),
  );
  return rows.map(({ number }) => number);
}

test('a server is recovered to a moment from what lies in the bucket, found by its name, and removed', async () => {
  const order = anOrder('firebackup-drill-0000001', middle);
  const found = await settled(order);
  expect(found).toMatchObject({ status: 'RUNNING', endpoint: { port: 5432 } });
  expect(await numbersOn(found?.endpoint)).toEqual([1, 2]);

  const restorer = aRestorer();
  expect((await restorer.scratch('us-east-1')).map(({ target }) => target)).toContain(order.target);
  expect(await restorer.remove(order)).toBe('going');
  await waitUntil(async () => (await restorer.remove(order)) === 'gone', {
    withinMs: 20_000,
    otherwise: () => `${order.target} does not go`,
  });
  expect(await restorer.find(order)).toBeUndefined();
});

test('without a moment it has all that was archived', async () => {
  const order = anOrder('firebackup-drill-0000002');
  expect(await numbersOn((await settled(order))?.endpoint)).toEqual([1, 2, 3]);
  await aRestorer().remove(order);
});

test('a moment that the archive does not reach is hopeless, in the words of PostgreSQL', async () => {
  const found = await settled(anOrder('firebackup-drill-0000003', '2029-01-01T00:00:00.000Z'));
  expect(found?.hopelessBecause).toMatch(
    /serve-archive ended with 70: .*recovery ended before configured recovery target/s,
  );
  expect(found).not.toHaveProperty('endpoint');
});
