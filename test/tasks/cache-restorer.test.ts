import { cacheRestorer } from '../../lambdas/runtime/restorers/cache-restorer';
import { cacheStarter } from '../../lambdas/runtime/restorers/cache-starter';
import { InvalidInput, NotFound, TerminalState } from '../../lib/domain/errors';
import type { RestoreOrder } from '../../lib/domain/restore-order';
import { aCacheBackup } from '../helpers/a-cache-backup';
import { aDeployment } from '../helpers/a-plan';
import { aRecoveryPoint } from '../helpers/a-recovery-point';
import { aRestoreOrder } from '../helpers/a-restore-order';
import { at } from '../helpers/at';
import { aCacheGroup, FakeCacheGroups } from '../helpers/fake-cache-groups';
import { FakeObjects } from '../helpers/fake-objects';

const point = aCacheBackup();
const OURS = { 'firebackup:deployment': 'firebackup', 'firebackup:run': 'run-1' };
const SCRATCH = { ...OURS, 'firebackup:scratch-until': at(600) };

const anOrder = (overrides: Partial<RestoreOrder> = {}): RestoreOrder =>
  aRestoreOrder({ point, expiresAt: at(600), ...overrides });
const { target } = anOrder();
const made = { target, region: 'us-west-2' };

function aHouse() {
  const groups = new FakeCacheGroups();
  const objects = new FakeObjects().put(point.bucket, point.key, { versionId: point.versionId });
  const deps = { deployment: aDeployment(), groups: () => groups, objects: () => objects };
  const restorer = { ...cacheRestorer(deps), ...cacheStarter(deps) };
  return { groups, objects, restorer };
}

test('a drill’s cache is one node that admits the orchestrator alone, and says until when it may stay', async () => {
  const { groups, restorer } = aHouse();
  await restorer.start(anOrder());
  expect(groups.seeded).toEqual([
    {
      replicationGroup: target,
      objectArn: 'arn:aws:s3:::backups-us-west-2/caches/queue/firebackup-queue-hourly-1.rdb',
      nodeType: 'cache.r6g.large',
      nodes: 1,
      subnetGroup: 'caches',
      securityGroups: ['sg-000000c2'],
      keyArn: 'arn:aws:kms:us-west-2:111122223333:key/two',
      tags: { ...SCRATCH, 'firebackup:cache': 'queue' },
    },
  ]);
});

test('a restored cache has a replica and the groups that clients come through', async () => {
  const { groups, restorer } = aHouse();
  await restorer.start(anOrder({ purpose: 'restore' }));
  expect(groups.seeded).toMatchObject([{ nodes: 2, securityGroups: ['sg-00000012'] }]);
});

test('a backup is restored in the region that it lies in, with that region’s groups and key', async () => {
  const { groups, objects, restorer } = aHouse();
  const ours = aCacheBackup({ region: 'us-east-1' });
  objects.put(ours.bucket, ours.key, { versionId: ours.versionId });
  await restorer.start(anOrder({ point: ours, region: 'us-east-1' }));
  expect(groups.seeded).toMatchObject([
    { securityGroups: ['sg-000000c1'], keyArn: 'arn:aws:kms:us-east-1:111122223333:key/one' },
  ]);
});

test.each([
  ['of another region', { region: 'us-east-1' }, InvalidInput, 'expected a cache backup that lies there'],
  [
    'that is no cache backup',
    { point: aRecoveryPoint({ region: 'us-west-2' }) },
    InvalidInput,
    'cannot be restored as a cache',
  ],
  ['under a name of the plan', { target: 'queue-recovery' }, InvalidInput, 'is not a name that a restore'],
  ['that says no end', { expiresAt: undefined }, InvalidInput, 'nobody would remove it'],
  ['whose object is gone', { point: aCacheBackup({ key: 'else.rdb' }) }, NotFound, 'choose another backup'],
  [
    'whose object somebody wrote over',
    { point: aCacheBackup({ versionId: 'earlier' }) },
    TerminalState,
    'somebody wrote over it',
  ],
])('nothing is made of an order %s', async (_, overrides, error, because) => {
  const { groups, restorer } = aHouse();
  await expect(restorer.start(anOrder(overrides))).rejects.toThrow(error);
  await expect(restorer.start(anOrder(overrides))).rejects.toThrow(because);
  expect(groups.calls).toEqual([]);
});

test('what was made is found with its endpoint once clients can be let in, and its tags', async () => {
  const { groups, restorer } = aHouse();
  expect(await restorer.find(made)).toBeUndefined();
  groups.set(aCacheGroup({ id: target, status: 'creating' }), SCRATCH);
  expect(await restorer.find(made)).toEqual({ ...made, status: 'creating', tags: SCRATCH });
  groups.set(aCacheGroup({ id: target }));
  expect((await restorer.find(made))?.endpoint).toEqual({ host: `${target}.example.com`, port: 6379 });
  groups.set(aCacheGroup({ id: target, status: 'create-failed' }));
  expect((await restorer.find(made))?.hopelessBecause).toContain('is create-failed');
});

test('what we made is removed, going until it is gone, and asked for once', async () => {
  const { groups, restorer } = aHouse();
  groups.set(aCacheGroup({ id: target }), SCRATCH);
  expect(await restorer.remove(made)).toBe('going');
  expect(await restorer.remove(made)).toBe('going');
  expect(groups.calls).toEqual([`delete ${target}`]);
  expect(await restorer.remove({ ...made, target: 'firebackup-drill-fffffff' })).toBe('gone');
});

test.each([
  ['a cache of the plan', 'queue-recovery', SCRATCH, InvalidInput],
  ['what has no tags', target, {}, TerminalState],
  ['what lacks a run', target, { 'firebackup:deployment': 'firebackup' }, TerminalState],
  [
    'what belongs to another deployment',
    target,
    { ...SCRATCH, 'firebackup:deployment': 'other' },
    TerminalState,
  ],
])('%s is never removed', async (_, id, tags, error) => {
  const { groups, restorer } = aHouse();
  groups.set(aCacheGroup({ id }), tags as Record<string, string>);
  await expect(restorer.remove({ target: id, region: 'us-west-2' })).rejects.toThrow(error);
  expect(groups.calls).toEqual([]);
});

test('scratch is what we made that has an end, and nothing else', async () => {
  const { groups, restorer } = aHouse();
  groups.set(aCacheGroup({ id: 'queue-recovery' }), SCRATCH);
  groups.set(aCacheGroup({ id: 'firebackup-drill-aaaaaaa' }), {});
  groups.set(aCacheGroup({ id: 'firebackup-restore-bbbbbbb' }), OURS);
  groups.set(aCacheGroup({ id: target }), SCRATCH);
  expect((await restorer.scratch('us-west-2')).map((one) => one.target)).toEqual([target]);
});

test('what is kept loses its end, and nothing but that', async () => {
  const { groups, restorer } = aHouse();
  groups.set(aCacheGroup({ id: target }), SCRATCH);
  await restorer.keep(anOrder());
  expect((await restorer.find(made))?.tags).toEqual(OURS);
  await expect(restorer.keep(anOrder({ target: 'firebackup-drill-fffffff' }))).rejects.toThrow(NotFound);
});
