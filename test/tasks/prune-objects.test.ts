import { pruneObjects } from '../../lambdas/prune-objects/task';
import { InvalidInput, Throttled, Unreachable } from '../../lib/domain/errors';
import type { ObjectPoint } from '../../lib/domain/recovery-point';
import { DELETIONS_PER_RUN } from '../../lib/domain/retention';
import { aCacheBackup } from '../helpers/a-cache-backup';
import { aDeployment } from '../helpers/a-plan';
import { aRecoveryPoint, provenOn } from '../helpers/a-recovery-point';
import { anOpenRun, aRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import { FakeObjects } from '../helpers/fake-objects';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const REGIONS = ['us-east-1', 'us-west-2'] as const;
const DAY = 86_400;

/** A backup of that many days ago and its copy, named after the day. */
const pointsOf = (days: number): readonly ObjectPoint[] =>
  REGIONS.map((region) => aCacheBackup({ id: `day-${days}`, region, takenAt: at(-days * DAY) }));

/** The ledger's points and the objects that they stand for, with a plan that keeps the newest of two days. */
async function aHouse({ days = 4, role = aRole(), region = 'us-east-1' } = {}) {
  const ledger = new InMemoryLedger(role);
  const objects = new FakeObjects();
  for (const point of Array.from({ length: days }, (_, ago) => pointsOf(ago)).flat()) {
    await ledger.recordRecoveryPoint(point);
    objects.put(point.bucket, point.key, { versionId: point.versionId });
  }
  const policy = { retain: { daily: 2 }, keepProven: 1, schedule: 'rate(1 day)' };
  const deployment = aDeployment({ cacheBackups: [{ ...policy, name: 'hourly', caches: ['queue'] }] });
  const silent = new Set<string>();
  const prune = (name = 'hourly') =>
    pruneObjects({
      deployment,
      region,
      ledger,
      objects: (where) => {
        if (silent.has(where)) throw new Unreachable(`${where} gives no answer`);
        return objects;
      },
      now: () => at(60),
    })({ policy: name });
  const left = async () => [...new Set((await ledger.recoveryPoints()).map(({ id }) => id))].sort();
  return { ledger, objects, prune, left, silent };
}

test('what no slot keeps goes in both regions, its item after its object, and everything has its reason', async () => {
  const { prune, objects, ledger, left } = await aHouse();
  const { deleted, kept } = await prune();
  expect(deleted.map(({ id, region }) => [id, region])).toEqual(
    ['day-3', 'day-2'].flatMap((id) => REGIONS.map((region) => [id, region])),
  );
  expect(objects.calls[0]).toBe('delete backups-us-east-1/caches/queue/day-3.rdb version-of-day-3');
  expect(ledger.doings.filter((doing) => doing.startsWith('forget'))).toHaveLength(4);
  expect(kept.every(({ because }) => because.length > 0)).toBe(true);
  expect(await left()).toEqual(['day-0', 'day-1']);
});

test('a second call finds nothing to do', async () => {
  const { prune } = await aHouse();
  await prune();
  expect((await prune()).deleted).toEqual([]);
});

test('the last proven one stays, however old', async () => {
  const { prune, ledger, left } = await aHouse();
  for (const point of pointsOf(3)) await ledger.recordProof(point, provenOn(at(0)));
  const { kept } = await prune();
  expect(kept.find(({ id }) => id === 'day-3')?.because).toBe('the last proven point of queue in us-east-1');
  expect(await left()).toEqual(['day-0', 'day-1', 'day-3']);
});

test.each([
  [
    'is gone',
    async (objects: FakeObjects, point: ObjectPoint) => {
      await objects.deleteVersion(point.bucket, point.key, point.versionId);
    },
  ],
  [
    'has another size',
    async (objects: FakeObjects, point: ObjectPoint) => {
      await objects.deleteVersion(point.bucket, point.key, point.versionId);
      objects.put(point.bucket, point.key, { versionId: point.versionId, bytes: 1 });
    },
  ],
])('a proven one whose object %s holds no floor: the one that stands in for it stays', async (_, harm) => {
  const { prune, ledger, objects } = await aHouse();
  for (const days of [2, 3]) {
    for (const point of pointsOf(days)) await ledger.recordProof(point, provenOn(at(0)));
  }
  const [ours] = pointsOf(2);
  await harm(objects, ours as ObjectPoint);
  const { kept } = await prune();
  const because = (id: string) => kept.find((one) => one.id === id && one.region === 'us-east-1')?.because;
  expect(because('day-2')).toContain('S3 does not have this version of it whole');
  expect(because('day-3')).toBe('the last proven point of queue in us-east-1');
});

test('a locked one stays until then, in the ledger too, and a legal hold is S3’s to say', async () => {
  const { prune, objects, left } = await aHouse();
  const [locked, held] = [pointsOf(3)[0], pointsOf(2)[0]] as [ObjectPoint, ObjectPoint];
  await objects.deleteVersion(locked.bucket, locked.key, locked.versionId);
  objects.put(locked.bucket, locked.key, { versionId: locked.versionId, lockedUntil: at(DAY) });
  await objects.deleteVersion(held.bucket, held.key, held.versionId);
  // Past its end by our clock, and refused all the same.
  objects.put(held.bucket, held.key, { versionId: held.versionId, lockedUntil: at(-DAY) });
  const { kept } = await prune();
  const because = (id: string) => kept.find((one) => one.id === id && one.region === 'us-east-1')?.because;
  expect(because('day-3')).toBe(`it is locked until ${at(DAY)}`);
  expect(because('day-2')).toBe('S3 does not let it go: caches/queue/day-2.rdb is protected by object lock');
  expect(await left()).toEqual(['day-0', 'day-1', 'day-2', 'day-3']);
});

test('an object that somebody else deleted is forgotten, and interrupted ones are ended by the next call', async () => {
  const { prune, ledger, left } = await aHouse();
  ledger.interruptBefore('forget day-3 in us-east-1');
  await expect(prune()).rejects.toThrow('interrupted');
  const { deleted } = await prune();
  expect(deleted).toHaveLength(4);
  expect(await left()).toEqual(['day-0', 'day-1']);
});

test('a region that keeps silent loses nothing', async () => {
  const { prune, silent, objects } = await aHouse();
  silent.add('us-west-2');
  const { deleted, kept } = await prune();
  expect(deleted.map(({ region }) => region)).toEqual(['us-east-1', 'us-east-1']);
  expect(kept.filter(({ because }) => because.includes('a region gave no answer'))).toHaveLength(2);
  expect(objects.calls.filter((call) => call.includes('us-west-2'))).toEqual([]);
});

test('a run deletes so many and no more', async () => {
  const { prune } = await aHouse({ days: 15 });
  const { deleted, kept } = await prune();
  expect(deleted).toHaveLength(DELETIONS_PER_RUN);
  expect(kept.filter(({ because }) => because.includes('its turn is the next'))).toHaveLength(6);
});

test('snapshots, and points of another policy, are neither touched nor told of', async () => {
  const { prune, ledger } = await aHouse();
  await ledger.recordRecoveryPoint(aRecoveryPoint({ policy: 'hourly', takenAt: at(-90 * DAY) }));
  await ledger.recordRecoveryPoint(aCacheBackup({ id: 'other', policy: 'else', takenAt: at(-90 * DAY) }));
  const { deleted, kept } = await prune();
  expect([...deleted, ...kept].filter(({ id }) => !id.startsWith('day-'))).toEqual([]);
});

describe('nothing is deleted', () => {
  test.each([
    ['in a region that is not the active one', { region: 'us-west-2' }, 'its own schedule prunes'],
    ['while a run is open', { role: aRole({ openRun: anOpenRun() }) }, 'nothing more is deleted'],
  ])('%s', async (_, overrides, because) => {
    const { prune, objects } = await aHouse(overrides);
    expect((await prune()).because).toContain(because);
    expect(objects.calls).toEqual([]);
  });

  test('while a restore holds it', async () => {
    const { prune, ledger, objects } = await aHouse();
    await ledger.writeHold({ run: 'restore-1', because: 'a restore reads it', expiresAt: at(600) });
    expect((await prune()).because).toContain('a restore reads it (run restore-1');
    expect(objects.calls).toEqual([]);
  });

  test('for a policy that the plan does not have', async () => {
    const { prune } = await aHouse();
    await expect(prune('nightly')).rejects.toThrow(InvalidInput);
  });

  test('when S3 asks for patience, which is an error of the run', async () => {
    const { prune, objects } = await aHouse();
    objects.head = async () => {
      throw new Throttled('slow down');
    };
    await expect(prune()).rejects.toThrow(Throttled);
    expect(objects.calls).toEqual([]);
  });
});
