import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { rdsRestorer } from '../../lambdas/runtime/restorers/rds-restorer';
import { rdsStarter } from '../../lambdas/runtime/restorers/rds-starter';
import type { Restored } from '../../lambdas/runtime/restorers/restorer';
import { accessTo } from '../../lib/aws/client-settings';
import { databaseBackups } from '../../lib/aws/database-backups';
import { type DatabaseRestores, databaseRestores } from '../../lib/aws/database-restores';
import { type Instant, instant } from '../../lib/domain/instant';
import type { RecoveryPoint, WindowPoint } from '../../lib/domain/recovery-point';
import type { RestoreOrder } from '../../lib/domain/restore-order';
import { interception } from '../../rehearsal/cloud/interception';
import { databaseStore, numbersIn } from '../../rehearsal/database-pair';
import { waitUntil } from '../../rehearsal/engines/wait-until';
import { APPLICATION_DOOR } from '../../rehearsal/local-engines';
import type { World } from '../../rehearsal/world';
import { World as Worlds } from '../../rehearsal/world';
import { aWorld, examplePlan } from './a-world';

process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';

const GENEROUS_MS = 30_000;
const TARGET = 'firebackup-drill-0123456';

let world: World;
afterEach(() => world.end());

const inRegion = (region: string) => accessTo(region, interception(world.answer)(region));
const restoresIn = (region: string): DatabaseRestores => databaseRestores(inRegion(region));
const backupsIn = (region: string) => databaseBackups(inRegion(region));
const restorer = () => ({
  ...rdsRestorer(world.deployment, restoresIn),
  ...rdsStarter(world.deployment, restoresIn),
});

async function eventually(condition: () => Promise<boolean>, what: string): Promise<void> {
  await waitUntil(condition, { withinMs: GENEROUS_MS, otherwise: () => `${what} did not come to pass` });
}

async function write(...numbers: readonly number[]): Promise<void> {
  const { databases } = world.engines;
  const store = await databaseStore(databases.primary.gate.port(APPLICATION_DOOR), databases.databaseName);
  for (const number of numbers) await store.write(number);
  store.close();
}

/** The database's own clock, once it has moved on: what was written before it is at it, what comes later is not. */
async function now(): Promise<Instant> {
  const { server } = world.engines.databases.primary;
  const tell = async () => {
    const { rows } = await server.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    return instant(rows[0]?.now ?? new Date(Number.NaN));
  };
  const written = await tell();
  await eventually(async () => (await tell()) > written, 'the next millisecond');
  return tell();
}

async function windowIn(region: string): Promise<WindowPoint> {
  const verbs = backupsIn(region);
  const source = await backupsIn('us-east-1')
    .backupWindow('firebackup-primary')
    .catch(() => undefined);
  const arn = source?.arn ?? 'arn:aws:rds:us-east-1:111122223333:db:firebackup-primary';
  const window = region === 'us-east-1' ? source : await verbs.replicatedBackups(arn);
  const { earliest: from, latest: to } = window ?? {};
  return {
    id: 'window',
    kind: region === 'us-east-1' ? 'automated-backups' : 'automated-backups-copy',
    store: 'main',
    region,
    recordedAt: '',
    arn: window?.arn ?? '',
    windows: from && to ? [{ from, to }] : [],
    holes: [],
  };
}

/** The window of a region, once it reaches to a moment. */
async function reaching(region: string, moment: Instant): Promise<WindowPoint> {
  let point = await windowIn(region);
  await eventually(async () => {
    point = await windowIn(region);
    return (point.windows[0]?.to ?? '') >= moment;
  }, `a window in ${region} up to ${moment}`);
  return point;
}

const drillOf = (point: RecoveryPoint, to?: Instant): RestoreOrder => ({
  run: 'drill-1',
  purpose: 'drill',
  point,
  region: point.region,
  ...(to && { to }),
  target: TARGET,
  expiresAt: '2126-01-01T00:00:00.000Z',
});

/** Started, and waited for as the machine does. */
async function restored(order: RestoreOrder): Promise<Restored> {
  await restorer().start(order);
  let made = await restorer().find(order);
  await eventually(async () => {
    made = await restorer().find(order);
    return Boolean(made?.endpoint ?? made?.hopelessBecause);
  }, `the restore to ${order.target}`);
  if (!made) throw new Error('nothing was made');
  return made;
}

async function numbersAt({ endpoint }: Restored): Promise<readonly number[]> {
  const { databaseName } = world.engines.databases;
  const client = new Client({ ...endpoint, database: databaseName, user: 'postgres' });
  await client.connect();
  try {
    const { rows } = await client.query('SELECT number FROM client.writes ORDER BY number');
    return rows.map(({ number }) => Number(number));
  } finally {
    await client.end();
  }
}

async function removed(made: Pick<Restored, 'target' | 'region'>): Promise<void> {
  await eventually(async () => (await restorer().remove(made)) === 'gone', `the removal of ${made.target}`);
}

async function snapshot(): Promise<readonly RecoveryPoint[]> {
  const input = { policy: 'every-four-hours', due: instant(world.clock.now()) };
  await world.region('primary').start('snapshot', `snapshot-${input.due}`, input).result;
  return world.ledger.recoveryPoints();
}

test('a drill recovers to the second asked for, admits the orchestrator alone, and leaves nothing', async () => {
  world = await aWorld();
  await write(1, 2);
  await reaching('us-east-1', await now());
  const between = await now();
  await write(3);
  const point = await reaching('us-east-1', await now());

  const made = await restored(drillOf(point, between));
  expect(made).toMatchObject({ status: 'available', endpoint: { host: '127.0.0.1' } });
  expect(await numbersAt(made)).toEqual([1, 2]);
  const gate = world.cloud.rds.get('us-east-1')?.instances.get(TARGET)?.place.gate;
  const { databaseName } = world.engines.databases;
  await expect(databaseStore(gate?.port(APPLICATION_DOOR) ?? 0, databaseName)).rejects.toThrow();

  expect((await restorer().scratch('us-east-1')).map(({ target }) => target)).toEqual([TARGET]);
  await removed(made);
  expect(await restorer().find(made)).toBeUndefined();
  expect(existsSync(join(world.folder, `instance-us-east-1-${TARGET}`))).toBe(false);
  expect(await numbersIn(world.engines.databases.primary, databaseName)).toEqual(new Set([1, 2, 3]));
});

test('with the primary region lost, its replicated backups and its copied snapshot still restore', async () => {
  world = await aWorld();
  await write(1);
  const copy = (await snapshot()).find(({ kind }) => kind === 'snapshot-copy');
  await write(2);
  await reaching('us-west-2', await now());
  await world.losePrimary();

  if (!copy) throw new Error('no copy was recorded');
  const fromCopy = await restored(drillOf(copy));
  expect(await numbersAt(fromCopy)).toEqual([1]);
  await removed(fromCopy);
  const fromBackups = await restored(drillOf(await windowIn('us-west-2')));
  expect(await numbersAt(fromBackups)).toEqual([1, 2]);
});

test('a damaged snapshot restores, and says so only when its rows are read', async () => {
  world = await aWorld();
  await write(...Array.from({ length: 1_000 }, (_, number) => number));
  const copy = (await snapshot()).find(({ kind }) => kind === 'snapshot-copy');
  if (!copy) throw new Error('no copy was recorded');
  await world.cloud.rds.get('us-west-2')?.damageSnapshot(copy.id);
  const made = await restored(drillOf(copy));
  expect(made.status).toBe('available');
  await expect(numbersAt(made)).rejects.toThrow('invalid page');
  const source = (await snapshot()).find(({ kind }) => kind === 'snapshot');
  if (!source) throw new Error('no snapshot was recorded');
  expect(await numbersAt(await restored({ ...drillOf(source), run: 'drill-2' }))).toHaveLength(1_000);
});

test('a restore is what the plan says, and once handed over nothing removes it', async () => {
  world = await aWorld();
  await write(1);
  const point = await reaching('us-east-1', await now());
  const order = {
    ...drillOf(point),
    run: 'restore-1',
    purpose: 'restore' as const,
    target: 'firebackup-restore-0123456',
  };
  const made = await restored(order);
  expect(await numbersAt(made)).toEqual([1]);
  const instance = world.cloud.rds.get('us-east-1')?.instances.get(order.target);
  expect(instance?.describe()).toMatchObject({
    BackupRetentionPeriod: 7,
    MultiAZ: true,
    VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-0a1b2c3d4e5f60031', Status: 'active' }],
  });
  await restorer().keep(made);
  await restorer().keep(made);
  expect(await restorer().scratch('us-east-1')).toEqual([]);
  await expect(restorer().remove(made)).rejects.toThrow('it is not scratch, or was handed over');
  expect(instance?.describe().DeletionProtection).toBe(true);
});

test('a quota, a moment outside the window and a name that is taken are refused', async () => {
  world = await aWorld();
  const point = await reaching('us-east-1', await now());
  const early = drillOf(point, '2020-01-01T00:00:00.000Z');
  await expect(restorer().start(early)).rejects.toThrow('expected a time from');
  const restores = world.cloud.rds.get('us-east-1')?.restores;
  if (!restores) throw new Error('no RDS');
  restores.quota = 1;
  await expect(restorer().start(drillOf(point))).rejects.toMatchObject({
    name: 'TerminalState',
    message: expect.stringContaining('InstanceQuotaExceeded'),
  });
  restores.quota = 2;
  await restored(drillOf(point));
  await restorer().start(drillOf(point));
  await expect(restorer().start({ ...drillOf(point), run: 'drill-2' })).rejects.toThrow('the name is taken');
});

test('what RDS archives lies in the plan’s own archive as well, as objects of both buckets', async () => {
  const plan = examplePlan();
  const archive = {
    id: 'own',
    buckets: { primary: 'own-wal-us-east-1', recovery: 'own-wal-us-west-2' },
    prefix: 'main/',
    segmentMegabytes: 16,
    archiveTimeout: 60,
  };
  world = await Worlds.build({ plan: { ...plan, walArchives: [archive] }, compression: 1000 });
  expect(world.deployment.walArchives).toMatchObject([{ segmentMegabytes: 1, archiveTimeout: 1 }]);
  await reaching('us-west-2', await now());
  for (const [region, bucket] of [
    ['us-east-1', 'own-wal-us-east-1'],
    ['us-west-2', 'own-wal-us-west-2'],
  ] as const) {
    const listed = (await world.cloud.stores.get(region)?.operations.ListObjectsV2?.({ Bucket: bucket })) as {
      Contents: { Key: string; Size: number }[];
    };
    const keys = listed.Contents.map(({ Key }) => Key);
    expect(keys.filter((key) => /^main\/base\/base-\w+\/base\.tar$/.test(key))).toHaveLength(1);
    expect(keys.filter((key) => /^main\/wal\/\w{24}\.\w{8}\.backup$/.test(key))).toHaveLength(1);
    const segments = listed.Contents.filter(({ Key }) => /^main\/wal\/\w{24}$/.test(Key));
    expect(new Set(segments.map(({ Size }) => Size))).toEqual(new Set([2 ** 20]));
  }
  expect(
    readdirSync(world.folder)
      .filter((name) => name.startsWith('incoming-'))
      .sort(),
  ).toEqual(['incoming-primary', 'incoming-recovery']);
});

test('a promoted replica takes backups of its own, and can be recovered from them', async () => {
  world = await aWorld();
  await write(1);
  await reaching('us-west-2', await now());
  expect(await backupsIn('us-west-2').backupWindow('firebackup-cross-region')).toBeUndefined();
  await world.losePrimary();
  const { databases } = world.engines;
  await world.cloud.rds.get('us-west-2')?.operations.PromoteReadReplica?.({
    DBInstanceIdentifier: 'firebackup-cross-region',
    BackupRetentionPeriod: 7,
  });
  await eventually(async () => !(await databases.standby.server.isInRecovery()), 'the promotion');
  const store = await databaseStore(databases.standby.gate.port(APPLICATION_DOOR), databases.databaseName);
  await store.write(2);
  store.close();
  let window = await backupsIn('us-west-2').backupWindow('firebackup-cross-region');
  await eventually(async () => {
    window = await backupsIn('us-west-2').backupWindow('firebackup-cross-region');
    return window?.latest !== undefined;
  }, 'its first own backup');
  const { arn = '', earliest: from = '', latest: to = '' } = window ?? {};
  const base = { id: 'own', kind: 'automated-backups', store: 'main', region: 'us-west-2' } as const;
  const point = { ...base, recordedAt: to, arn, windows: [{ from, to }], holes: [] };
  expect(await numbersAt(await restored(drillOf(point)))).toEqual([1, 2]);
});
