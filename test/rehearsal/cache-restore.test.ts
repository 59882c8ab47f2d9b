import { cacheRestorer } from '../../lambdas/runtime/restorers/cache-restorer';
import { cacheStarter } from '../../lambdas/runtime/restorers/cache-starter';
import type { Restored } from '../../lambdas/runtime/restorers/restorer';
import { cacheGroups } from '../../lib/aws/cache-groups';
import { accessTo } from '../../lib/aws/client-settings';
import { objectHeads } from '../../lib/aws/object-heads';
import type { CacheBackupPoint } from '../../lib/domain/cache-seeding';
import type { CheckedContents } from '../../lib/domain/contents';
import { instant, secondsAfter } from '../../lib/domain/instant';
import type { RestoreOrder } from '../../lib/domain/restore-order';
import { interception } from '../../rehearsal/cloud/interception';
import { connectRedis } from '../../rehearsal/engines/redis-session';
import { APPLICATION_DOOR } from '../../rehearsal/local-engines';
import type { World } from '../../rehearsal/world';
import { aWorld } from './a-world';
import { eventually } from './engines/eventually';

process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';

const RECOVERY = 'us-west-2';
const KEYS = 250;

let world: World;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.end());

const primary = () => {
  const server = world.engines.caches?.primary.server;
  if (!server) throw new Error(`no Redis to rehearse with: ${world.engines.cacheNotRehearsed}`);
  return server;
};

async function backedUp(keys: number): Promise<CacheBackupPoint> {
  const pairs = Array.from({ length: keys }, (_, at) => [`job:${at}`, `payload ${at}`]).flat();
  await primary().command('MSET', ...(pairs as [string]));
  const due = instant(world.clock.now());
  await world.region('primary').start('cache-backup', due, { policy: 'cache-nightly', due }).result;
  const points = await world.ledger.recoveryPoints();
  return points.find(({ kind }) => kind === 'cache-backup-copy') as CacheBackupPoint;
}

function aDrillOf(point: CacheBackupPoint) {
  const access = (region: string) => accessTo(region, interception(world.answer)(region));
  const deps = {
    deployment: world.deployment,
    groups: (region: string) => cacheGroups(access(region)),
    objects: (region: string) => objectHeads(access(region)),
  };
  const restorer = { ...cacheRestorer(deps), ...cacheStarter(deps) };
  const order: RestoreOrder = {
    run: 'drill-1',
    purpose: 'drill',
    point,
    region: RECOVERY,
    target: 'firebackup-drill-0123456',
    expiresAt: secondsAfter(instant(world.clock.now()), 3600),
  };
  const ended = async (): Promise<Restored> => {
    let found: Restored | undefined;
    await eventually(async () => {
      found = await restorer.find(order);
      return found?.endpoint !== undefined || found?.hopelessBecause !== undefined;
    }, 'the end of the restore');
    return found as Restored;
  };
  const group = () => world.cloud.caches.get(RECOVERY)?.groups.get(order.target);
  return { restorer, order, ended, group };
}

test('a backup comes back with every key of its moment, and none of those written later', async () => {
  const point = await backedUp(KEYS);
  await primary().command('SET', 'written', 'later');
  const { restorer, order, ended, group } = aDrillOf(point);
  await restorer.start(order);
  const { endpoint } = await ended();

  const checked = await world.region('recovery').invoke('check-cache-contents', { order, endpoint });
  expect(checked as CheckedContents).toMatchObject({
    outcome: 'sound',
    recoveredTo: point.takenAt,
    evidence: { keys: KEYS, read: 'string' },
  });
  expect(await group()?.server.command('GET', 'job:7')).toBe('payload 7');
  expect(await primary().command('DBSIZE')).toBe(KEYS + 1);
});

test('a drill’s cache lets no client in, and is ended with its process', async () => {
  const { restorer, order, ended, group } = aDrillOf(await backedUp(KEYS));
  await restorer.start(order);
  await ended();
  const made = group();
  if (!made) throw new Error('nothing was made');
  await expect(connectRedis(made.gate.port(APPLICATION_DOOR))).rejects.toThrow();
  expect((await restorer.scratch(RECOVERY)).map(({ target }) => target)).toEqual([order.target]);

  expect(await restorer.remove(order)).toBe('going');
  await eventually(async () => (await restorer.remove(order)) === 'gone', 'the removal');
  expect(made.server.running).toBe(false);
  expect(await restorer.scratch(RECOVERY)).toEqual([]);
});

test('a backup whose file is damaged comes back as nothing that one could wait for', async () => {
  const point = await backedUp(KEYS);
  const bucket = world.cloud.stores.get(RECOVERY)?.bucket(point.bucket);
  const body = Buffer.alloc(point.bytes, 'x');
  const { versionId } = (await bucket?.put({ key: point.key, body })) ?? {};
  const head = await objectHeads(accessTo(RECOVERY, interception(world.answer)(RECOVERY))).head(
    point.bucket,
    point.key,
  );
  // As if it had been damaged before it was recorded: what is written over later is refused before anything is made.
  const damaged = { ...point, versionId: versionId ?? '', checksum: head?.checksum ?? '' };
  const { restorer, order, ended } = aDrillOf(damaged);
  await restorer.start(order);
  expect((await ended()).hopelessBecause).toContain('is create-failed');
  await expect(restorer.start({ ...order, point })).rejects.toThrow('somebody wrote over it');
});

test('a restored cache that holds nothing is doubted', async () => {
  const { restorer, order, ended, group } = aDrillOf(await backedUp(KEYS));
  await restorer.start(order);
  const { endpoint } = await ended();
  await group()?.server.command('FLUSHALL');
  const checked = await world.region('recovery').invoke('check-cache-contents', { order, endpoint });
  expect(checked).toMatchObject({ outcome: 'doubted', doubts: [expect.stringContaining('holds no key')] });
});
