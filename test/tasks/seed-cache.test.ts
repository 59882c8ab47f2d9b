import { checkCachePromotion } from '../../lambdas/check-cache-promotion/task';
import { gatherEvidence } from '../../lambdas/gather-evidence/task';
import { promoteCache } from '../../lambdas/promote-cache/task';
import { LeaseLost, NotFound, NotReady, TerminalState } from '../../lib/domain/errors';
import type { Proof } from '../../lib/domain/recovery-point';
import { promoting } from '../../lib/domain/role';
import { aCacheBackup } from '../helpers/a-cache-backup';
import { aDeployment } from '../helpers/a-plan';
import { aClaim, aHeldRole, aRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import { aCacheGroup, FakeCacheGroups } from '../helpers/fake-cache-groups';
import { FakeCaches } from '../helpers/fake-caches';
import { FakeDatabases } from '../helpers/fake-databases';
import { FakeObjects } from '../helpers/fake-objects';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const policies = [
  { name: 'hourly', caches: ['queue'], schedule: 'rate(1 hour)', retain: { hourly: 2 }, keepProven: 1 },
];
const input = { claim: aClaim(), cache: 'queue' };
const disproven: Proof = { outcome: 'disproven', at: at(0), run: 'drill-1', because: 'it held nothing' };

async function aHouse(
  onRegionLoss: string,
  { proof = undefined as Proof | undefined, role = promoting(aHeldRole(), at(-60)) } = {},
) {
  const deployment = aDeployment({ 'caches.0.onRegionLoss': onRegionLoss, cacheBackups: policies });
  const ledger = new InMemoryLedger(role);
  const objects = new FakeObjects();
  for (const hours of [3, 2, 1]) {
    const point = aCacheBackup({ id: `ago-${hours}`, takenAt: at(-hours * 3600) });
    await ledger.recordRecoveryPoint(point);
    objects.put(point.bucket, point.key, { versionId: point.versionId });
    if (proof && hours === 1) await ledger.recordProof(point, proof);
  }
  const caches = new FakeCaches();
  const groups = new FakeCacheGroups();
  const now = () => at(0);
  return {
    ledger,
    objects,
    caches,
    groups,
    deployment,
    promote: () => promoteCache({ deployment, ledger, caches, groups, objects, now })(input),
    check: () => checkCachePromotion({ deployment, caches, groups, now })(input),
  };
}

test('a cache that is to be seeded is filled from the newest backup here, once, under the plan’s name', async () => {
  const { promote, groups, caches } = await aHouse('seed');
  expect(await promote()).toEqual({ outcome: 'accepted', at: at(0) });
  expect(await promote()).toEqual({ outcome: 'already', at: at(0) });
  expect(groups.seeded).toEqual([
    expect.objectContaining({
      replicationGroup: 'queue-recovery',
      objectArn: 'arn:aws:s3:::backups-us-west-2/caches/queue/ago-1.rdb',
      nodes: 2,
      securityGroups: ['sg-00000012'],
      keyArn: 'arn:aws:kms:us-west-2:111122223333:key/two',
    }),
  ]);
  expect(caches.calls).toEqual([]);
});

test('a disproven backup, and one whose object is gone, are passed over', async () => {
  const { promote, groups, objects } = await aHouse('seed', { proof: disproven });
  await objects.deleteVersion('backups-us-west-2', 'caches/queue/ago-2.rdb', 'version-of-ago-2');
  await promote();
  expect(groups.seeded[0]?.objectArn).toContain('/ago-3.rdb');
});

test('without a whole backup nothing is made, and each has its reason', async () => {
  const { promote, groups, objects } = await aHouse('seed', { proof: disproven });
  for (const hours of [2, 3]) {
    await objects.deleteVersion(
      'backups-us-west-2',
      `caches/queue/ago-${hours}.rdb`,
      `version-of-ago-${hours}`,
    );
  }
  await expect(promote()).rejects.toThrow(NotFound);
  await expect(promote()).rejects.toThrow(/ago-2\.rdb .* is gone.*; .*ago-3\.rdb .* is gone/);
  expect(groups.calls).toEqual([]);
});

test('a run that was closed fills nothing', async () => {
  const { promote, groups } = await aHouse('seed', { role: aRole() });
  await expect(promote()).rejects.toThrow(LeaseLost);
  expect(groups.calls).toEqual([]);
});

test('a seeded cache is waited for, and the run is told from which backup it was filled', async () => {
  const { promote, check, groups } = await aHouse('seed');
  await expect(check()).rejects.toThrow('is not to be seen, expected available');
  await promote();
  await expect(check()).rejects.toThrow(NotReady);
  groups.set(aCacheGroup({ id: 'queue-recovery' }));
  expect(await check()).toEqual({
    cache: 'queue',
    how: 'filled from ago-1 taken 60 minutes before and not proven',
    at: at(0),
  });
});

test('a cache that cannot be filled ends the waiting, for both states', async () => {
  const { promote, check, groups } = await aHouse('seed');
  groups.set(aCacheGroup({ id: 'queue-recovery', status: 'create-failed' }));
  await expect(check()).rejects.toThrow(TerminalState);
  await expect(promote()).rejects.toThrow(TerminalState);
});

test('a cache that was there before is not said to be filled by the run', async () => {
  const { promote, check, groups } = await aHouse('seed');
  groups.set(aCacheGroup({ id: 'queue-recovery' }));
  expect((await promote()).outcome).toBe('already');
  expect((await check()).how).toBe('there before, and not filled by a run');
});

test('a standby that takes no writes is not taken for a filled cache', async () => {
  const { promote, groups } = await aHouse('seed');
  groups.set(aCacheGroup({ id: 'queue-recovery', globalRole: 'secondary' }));
  await expect(promote()).rejects.toThrow('is a secondary of a global datastore and takes no writes');
});

test('a cold cache is neither promoted nor filled, and the run is told so', async () => {
  const { promote, check, groups, caches } = await aHouse('cold');
  expect(await promote()).toEqual({ outcome: 'cold', at: at(0) });
  expect((await check()).how).toContain('the plan has it start empty');
  expect([...groups.calls, ...caches.calls]).toEqual([]);
});

test.each([
  ['promote', [{ cache: 'queue', memberStatus: 'associated' }]],
  ['seed', []],
  ['cold', []],
])('the decision looks at the standby of a cache only for %s: %j', async (onRegionLoss, expected) => {
  const { deployment, ledger, caches } = await aHouse(onRegionLoss);
  const gather = gatherEvidence({
    deployment,
    ledger,
    databases: new FakeDatabases(),
    caches,
    events: { failoversOf: async () => [] },
    now: () => at(0),
  });
  expect((await gather({ standbys: { databases: [] } })).caches).toEqual(expected);
});
