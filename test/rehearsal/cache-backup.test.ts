import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instant } from '../../lib/domain/instant';
import type { ObjectPoint } from '../../lib/domain/recovery-point';
import type { RegionSettings } from '../../rehearsal/region';
import { World } from '../../rehearsal/world';
import { aWorld, examplePlan } from './a-world';
import { tornAway } from './torn-away';

// Each look at a file that is not there yet is logged; here that would bury the report.
process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';

const POLICY = 'cache-nightly';
const DAY = 86_400;
const KEYS = 250;

const file = join(import.meta.dirname, '..', '..', 'statemachines', 'cache-backup.asl.json');
/** All that a run goes through whose copy can be made. */
const TASKS = [...readFileSync(file, 'utf8').matchAll(/"(\w+)": \{\s+"Type": "Task"/g)]
  .map(([, name]) => name as string)
  .filter((name) => name !== 'ReleaseUncopied');

let world: World;
afterEach(() => world.end());

async function aWorldWithKeys(around?: RegionSettings['around']): Promise<void> {
  world = await aWorld(around);
  await fill(KEYS);
}

async function fill(keys: number): Promise<void> {
  const server = world.engines.caches?.primary.server;
  if (!server) throw new Error(`no Redis to rehearse with: ${world.engines.cacheNotRehearsed}`);
  const pairs = Array.from({ length: keys }, (_, at) => [`job:${at}`, `payload ${at}`]).flat();
  await server.command('MSET', ...(pairs as [string]));
}

const tear = () => world.region('primary').close();
const dueNow = () => instant(world.clock.now());

function backUp(due: string, execution = due) {
  return world.region('primary').start('cache-backup', execution, { policy: POLICY, due });
}

const elasticache = (region: string) => {
  const found = world.cloud.caches.get(region);
  if (!found) throw new Error(`no ElastiCache in ${region}`);
  return found;
};
const keysIn = (region: string): readonly string[] => {
  const bucket = world.cloud.stores.get(region)?.bucket(`backups-${region}`);
  return bucket ? [...(bucket.list('') as Iterable<{ key: string }>)].map(({ key }) => key) : [];
};
const points = async () => (await world.ledger.recoveryPoints()) as ObjectPoint[];

test('a cache is backed up into both regions, recorded, and nothing else of it is left behind', async () => {
  await aWorldWithKeys();
  const due = dueNow();
  await backUp(due).result;

  const name = `firebackup-queue-${POLICY}-${due.slice(0, 16).replace(/[-:T]/g, '')}`;
  const kept = await points();
  expect(kept.map(({ kind, region, id }) => [kind, region, id])).toEqual([
    ['cache-backup', 'us-east-1', name],
    ['cache-backup-copy', 'us-west-2', name],
  ]);
  expect(kept[0]).toMatchObject({ checksum: kept[1]?.checksum, bytes: kept[1]?.bytes, store: 'queue' });
  expect(kept[0]?.checksum).toMatch(/^SHA256:/);
  for (const region of ['us-east-1', 'us-west-2'])
    expect(keysIn(region)).toEqual([`caches/queue/${name}.rdb`]);
  expect(elasticache('us-east-1').snapshots.names).toEqual([]);
});

test('the region that is not the active one takes none and says so', async () => {
  await aWorldWithKeys();
  const idle = world.region('recovery').start('cache-backup', 'idle', { policy: POLICY, due: dueNow() });
  expect(await idle.result).toMatchObject({
    plan: { jobs: [], because: expect.stringContaining('us-east-1') },
  });
  expect(await points()).toEqual([]);
});

test('the same firing twice takes one backup', async () => {
  await aWorldWithKeys();
  const due = dueNow();
  await backUp(due, 'first').result;
  const [first] = await points();
  await backUp(due, 'second').result;
  expect((await points())[0]).toMatchObject({ versionId: first?.versionId, takenAt: first?.takenAt });
  expect(world.calls.get('ElastiCache.CreateSnapshot')).toBe(1);
});

test('what the policy keeps no longer goes in both regions, and the rest stays', async () => {
  const plan = examplePlan();
  const [policy] = plan.cacheBackups;
  if (!policy) throw new Error('the example has a policy of cache backups');
  const retain = { hourly: 0, daily: 2, weekly: 0, monthly: 0 };
  world = await World.build({ plan: { ...plan, cacheBackups: [{ ...policy, retain }] }, compression: 1000 });
  await fill(KEYS);
  const dues: string[] = [];
  for (let day = 0; day < 4; day += 1) {
    dues.push(dueNow());
    await backUp(dueNow()).result;
    world.clock.advance(DAY);
  }
  const stamps = dues.slice(2).map((due) => due.slice(0, 16).replace(/[-:T]/g, ''));
  for (const region of ['us-east-1', 'us-west-2']) {
    expect(keysIn(region)).toEqual(
      stamps.map((stamp) => `caches/queue/firebackup-queue-${POLICY}-${stamp}.rdb`),
    );
  }
  expect(await points()).toHaveLength(4);
});

test.each(TASKS)('killed right after %s and started again, a backup ends the same', async (task) => {
  await aWorldWithKeys(tornAway({ execution: 'first', after: [task], tear }));
  const due = dueNow();
  await expect(backUp(due, 'first').result).rejects.toThrow('aborted');
  await backUp(due, 'second').result;

  expect((await points()).map(({ kind }) => kind)).toEqual(['cache-backup', 'cache-backup-copy']);
  expect(elasticache('us-east-1').snapshots.names).toEqual([]);
  for (const region of ['us-east-1', 'us-west-2']) expect(keysIn(region)).toHaveLength(1);
  expect(world.calls.get('ElastiCache.CreateSnapshot')).toBe(1);
  expect(world.calls.get('S3.CopyObject')).toBe(2);
});

describe('while the other region is lost', () => {
  const kinds = async () => (await points()).map(({ kind, region }) => `${kind} in ${region}`);
  /** Comes back, so that the ledger can be read from there. */
  const back = () => world.region('recovery').return();
  const OWN = 'cache-backup in us-east-1';

  test('a backup is recorded where it was taken, nothing is left behind, and the run says what is missing', async () => {
    await aWorldWithKeys();
    world.region('recovery').lose();
    const due = dueNow();
    await expect(backUp(due, 'first').result).rejects.toThrow(
      /1 of 1 cache backups failed: queue: Unreachable: .*us-west-2/,
    );
    back();
    expect(await kinds()).toEqual([OWN]);
    expect(keysIn('us-east-1')).toHaveLength(1);
    expect(elasticache('us-east-1').snapshots.names).toEqual([]);

    await backUp(due, 'second').result;
    expect(await kinds()).toEqual([OWN, 'cache-backup-copy in us-west-2']);
    const [own, copy] = await points();
    expect(copy).toMatchObject({ checksum: own?.checksum, takenAt: own?.takenAt });
    expect(world.calls.get('ElastiCache.CreateSnapshot')).toBe(1);
  });

  test.each(['RecordCacheBackup', 'ReleaseUncopied', 'PruneObjects'])(
    'killed right after %s and started again, it ends with the one backup',
    async (task) => {
      await aWorldWithKeys(tornAway({ execution: 'first', after: [task], tear }));
      world.region('recovery').lose();
      const due = dueNow();
      await expect(backUp(due, 'first').result).rejects.toThrow('aborted');
      await expect(backUp(due, 'second').result).rejects.toThrow('1 of 1 cache backups failed');
      back();
      expect(await kinds()).toEqual([OWN]);
      expect(keysIn('us-east-1')).toHaveLength(1);
      expect(elasticache('us-east-1').snapshots.names).toEqual([]);
      expect(world.calls.get('ElastiCache.CreateSnapshot')).toBe(1);
    },
  );

  test('what the policy keeps no longer goes here all the same, and nothing of the lost region', async () => {
    const plan = examplePlan();
    const retain = { hourly: 0, daily: 2, weekly: 0, monthly: 0 };
    const cacheBackups = plan.cacheBackups.map((policy) => ({ ...policy, retain }));
    world = await World.build({ plan: { ...plan, cacheBackups }, compression: 1000 });
    await fill(KEYS);
    for (let day = 0; day < 4; day += 1) {
      await backUp(dueNow()).result.catch((error: Error) => expect(error.message).toContain('us-west-2'));
      if (day === 0) world.region('recovery').lose();
      world.clock.advance(DAY);
    }
    back();
    expect(await kinds()).toEqual([OWN, OWN, 'cache-backup-copy in us-west-2']);
    expect(keysIn('us-east-1')).toHaveLength(2);
    expect(keysIn('us-west-2')).toHaveLength(1);
  });
});
