import { checkCacheBackup } from '../../lambdas/check-cache-backup/task';
import { checkCacheCopy } from '../../lambdas/check-cache-copy/task';
import { checkCacheExport } from '../../lambdas/check-cache-export/task';
import { copyCacheBackup } from '../../lambdas/copy-cache-backup/task';
import { createCacheBackup } from '../../lambdas/create-cache-backup/task';
import { exportCacheBackup } from '../../lambdas/export-cache-backup/task';
import { judgeCacheBackups } from '../../lambdas/judge-cache-backups/task';
import { planCacheBackups } from '../../lambdas/plan-cache-backups/task';
import { recordCacheBackup } from '../../lambdas/record-cache-backup/task';
import { releaseCacheBackup } from '../../lambdas/release-cache-backup/task';
import type { CheckedFile } from '../../lambdas/runtime/cache-backup-shapes';
import type { CacheGroup } from '../../lib/aws/cache-group';
import { Incomplete, InvalidInput, NotFound, NotReady, TerminalState } from '../../lib/domain/errors';
import { aCacheBackup, aCacheBackupJob } from '../helpers/a-cache-backup';
import { aDeployment } from '../helpers/a-plan';
import { provenOn } from '../helpers/a-recovery-point';
import { aRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import { aCacheGroup, aCacheSnapshot, FakeCacheBackups, FakeCacheGroups } from '../helpers/fake-cache-groups';
import { FakeObjects } from '../helpers/fake-objects';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const job = aCacheBackupJob();
const EXPORTED = 'firebackup-queue-hourly-1-0001.rdb';
const policies = [
  { name: 'hourly', caches: ['queue'], schedule: 'rate(1 hour)', retain: { hourly: 2 }, keepProven: 1 },
];

const aFile = (overrides: Partial<CheckedFile> = {}): CheckedFile => ({
  region: 'us-east-1',
  bucket: 'backups-us-east-1',
  key: job.key,
  versionId: 'version-1',
  bytes: 4096,
  checksum: 'SHA256:one',
  ...overrides,
});

describe('plan-cache-backups', () => {
  const plan = (region = 'us-east-1', ledger = new InMemoryLedger()) =>
    planCacheBackups({
      deployment: aDeployment({ cacheBackups: policies }),
      buckets: { primary: 'backups-us-east-1', recovery: 'backups-us-west-2' },
      region,
      ledger,
    });
  const due = '2026-03-01T13:00:00.000Z';

  test('names one job per cache after the moment that it was due, the same however often it is asked', async () => {
    const { jobs } = await plan()({ policy: 'hourly', due });
    const name = 'firebackup-queue-hourly-202603011300';
    expect(jobs).toEqual([aCacheBackupJob({ name, key: `caches/queue/${name}.rdb` })]);
    expect(await plan()({ policy: 'hourly', due })).toEqual({ jobs });
  });

  test('plans from the recovery region to the primary after a failover, of the group that lies there', async () => {
    const { jobs } = await plan(
      'us-west-2',
      new InMemoryLedger(aRole({ activeRegion: 'us-west-2' })),
    )({
      policy: 'hourly',
      due,
    });
    expect(jobs).toMatchObject([
      { replicationGroup: 'queue-recovery', from: { region: 'us-west-2' }, to: { region: 'us-east-1' } },
    ]);
  });

  test('finds how far a backup is recorded, and the file that is to be copied yet', async () => {
    const id = 'firebackup-queue-hourly-202603011300';
    const ledger = new InMemoryLedger();
    const planned = async () => (await plan('us-east-1', ledger)({ policy: 'hourly', due })).jobs[0];
    const own = aCacheBackup({ id, region: 'us-east-1' });
    await ledger.recordRecoveryPoint(own);
    expect(await planned()).toMatchObject({
      recorded: 'in its own region',
      own: { takenAt: own.takenAt, file: { versionId: own.versionId, checksum: own.checksum } },
    });
    await ledger.recordRecoveryPoint(aCacheBackup({ id }));
    expect(await planned()).toMatchObject({ recorded: 'in both regions' });
  });

  test('after a failover between two tries, copies back what was copied, instead of taking it anew', async () => {
    const id = 'firebackup-queue-hourly-202603011300';
    const ledger = new InMemoryLedger(aRole({ activeRegion: 'us-west-2' }));
    await ledger.recordRecoveryPoint(aCacheBackup({ id }));
    expect((await plan('us-west-2', ledger)({ policy: 'hourly', due })).jobs).toMatchObject([
      { recorded: 'in its own region', own: { file: { region: 'us-west-2' } }, to: { region: 'us-east-1' } },
    ]);
  });

  test('has nothing to do in a region that is not the active one, and says so', async () => {
    expect(await plan('us-west-2')({ policy: 'hourly', due })).toEqual({
      jobs: [],
      because: 'us-east-1 is the active region in epoch 1; its own schedule takes them',
    });
  });

  test('refuses a policy that the plan does not have', async () => {
    await expect(plan()({ policy: 'nightly', due })).rejects.toThrow(InvalidInput);
  });
});

describe('create-cache-backup', () => {
  const create = (group: CacheGroup | undefined, backups = new FakeCacheBackups()) =>
    createCacheBackup({
      deployment: 'firebackup',
      backups,
      groups: new FakeCacheGroups(group ? [group] : [], 'us-east-1'),
    });

  test('takes it of a replica, never of the primary that clients write to, and once', async () => {
    const backups = new FakeCacheBackups();
    const task = create(aCacheGroup(), backups);
    expect(await task(job)).toEqual({ outcome: 'accepted' });
    expect(await task(job)).toEqual({ outcome: 'already' });
    expect(backups.calls).toEqual([`snapshot ${job.name} of queue-primary-002`]);
    expect([...backups.tagsOf.values()]).toEqual([
      { 'firebackup:deployment': 'firebackup', 'firebackup:cache': 'queue', 'firebackup:policy': 'hourly' },
    ]);
  });

  test('takes it of the primary of a cache that has nothing else', async () => {
    const backups = new FakeCacheBackups();
    await create(aCacheGroup({ shards: [[{ id: 'queue-primary-001', role: 'primary' }]] }), backups)(job);
    expect(backups.calls).toEqual([`snapshot ${job.name} of queue-primary-001`]);
  });

  test.each([
    [
      'that is being changed',
      aCacheGroup({ status: 'modifying' }),
      NotReady,
      'is modifying, expected available',
    ],
    ['that failed', aCacheGroup({ status: 'create-failed' }), TerminalState, 'does not leave by itself'],
    ['that is not there', undefined, NotFound, 'there is no replication group queue-primary in us-east-1'],
    ['whose nodes are unknown', aCacheGroup({ shards: [[]] }), NotReady, 'which nodes it has'],
    [
      'of two shards',
      aCacheGroup({ shards: [...aCacheGroup().shards, ...aCacheGroup().shards] }),
      InvalidInput,
      'has 2 shards, expected one',
    ],
  ])('asks for none of a cache %s', async (_, group, error, because) => {
    const backups = new FakeCacheBackups();
    await expect(create(group, backups)(job)).rejects.toThrow(error);
    await expect(create(group, backups)(job)).rejects.toThrow(because);
    expect(backups.calls).toEqual([]);
  });
});

describe('check-cache-backup', () => {
  const check = (...snapshots: ConstructorParameters<typeof FakeCacheBackups>[0] & object) =>
    checkCacheBackup({ backups: new FakeCacheBackups(snapshots) })(job);

  test.each(['available', 'copying', 'exporting'])(
    'passes when it is %s, with its moment',
    async (status) => {
      expect(await check(aCacheSnapshot({ status }))).toEqual({ takenAt: at(0) });
    },
  );

  test.each([
    ['not to be seen', undefined, NotReady],
    ['still being taken', aCacheSnapshot({ status: 'creating' }), NotReady],
    ['without a moment', aCacheSnapshot({ takenAt: undefined }), NotReady],
    ['failed', aCacheSnapshot({ status: 'failed' }), TerminalState],
    ['on its way out', aCacheSnapshot({ status: 'deleting' }), TerminalState],
  ])('does not pass while it is %s', async (_, snapshot, error) => {
    await expect(check(...(snapshot ? [snapshot] : []))).rejects.toThrow(error);
  });
});

describe('export-cache-backup and check-cache-export', () => {
  const aHouse = (objects = new FakeObjects(), backups = new FakeCacheBackups([aCacheSnapshot()])) => ({
    objects,
    backups,
    ask: () => exportCacheBackup({ backups, objects })(job),
    check: () => checkCacheExport({ backups, objects })(job),
  });

  test('asks for the file once, waits for it, and finds it whole', async () => {
    const { ask, check, backups, objects } = aHouse();
    expect(await ask()).toEqual({ outcome: 'accepted' });
    expect(await ask()).toEqual({ outcome: 'already' });
    await expect(check()).rejects.toThrow(NotReady);
    objects.put('backups-us-east-1', EXPORTED);
    await expect(check()).rejects.toThrow('is exporting, expected available');
    backups.snapshots.set(job.name, aCacheSnapshot());
    expect(await check()).toEqual(aFile({ key: EXPORTED }));
    expect(await ask()).toEqual({ outcome: 'already' });
    expect(backups.calls).toEqual([`export ${job.name} to backups-us-east-1`]);
  });

  test('takes an empty file for none', async () => {
    const { check } = aHouse(new FakeObjects().put('backups-us-east-1', EXPORTED, { bytes: 0 }));
    await expect(check()).rejects.toThrow(TerminalState);
  });

  test('refuses when somebody deleted the snapshot before its file was there', async () => {
    const { ask, check } = aHouse(new FakeObjects(), new FakeCacheBackups());
    await expect(ask()).rejects.toThrow(NotFound);
    await expect(check()).rejects.toThrow('its snapshot is gone');
  });
});

describe('copy-cache-backup', () => {
  const source = aFile({ key: EXPORTED, checksum: 'CRC64NVME:other' });
  const aHouse = () => {
    const objects = new FakeObjects().put('backups-us-east-1', EXPORTED, { checksum: 'CRC64NVME:other' });
    return { objects, copy: copyCacheBackup({ objects: () => objects }) };
  };

  test('copies under the key of the region that it goes to, once', async () => {
    const { objects, copy } = aHouse();
    const kept = await copy({ job, source, into: 'from' });
    expect(kept).toEqual(aFile());
    expect(await copy({ job, source, into: 'from' })).toEqual(kept);
    expect(objects.calls).toEqual([`copy backups-us-east-1/${EXPORTED} to backups-us-east-1/${job.key}`]);

    await copy({ job, source: kept, into: 'to' });
    expect(await objects.head('backups-us-west-2', job.key)).toMatchObject({ encryptedBy: job.to.keyArn });
  });

  test.each([
    ['another size', { bytes: 17 }],
    ['another checksum of the same kind', { checksum: 'CRC64NVME:else' }],
  ])('makes a copy anew when the one that is there has %s', async (_, head) => {
    const { objects, copy } = aHouse();
    objects.put('backups-us-east-1', job.key, head);
    expect(await copy({ job, source, into: 'from' })).toMatchObject({ versionId: 'version-2', bytes: 4096 });
  });
});

describe('check-cache-copy', () => {
  const file = aFile({ region: 'us-west-2', bucket: 'backups-us-west-2' });
  const check = (copy = {}, expected: { bytes: number; checksum?: string } = aFile()) => {
    const objects = new FakeObjects().put(file.bucket, job.key, { encryptedBy: job.to.keyArn, ...copy });
    return checkCacheCopy({ objects: () => objects })({ job, into: 'to', file, expected });
  };

  test('passes a file of the same size and checksum under the key of its region', async () => {
    expect(await check()).toMatchObject({ region: 'us-west-2', checksum: 'SHA256:one', bytes: 4096 });
  });

  test('asks for the key of the region that it was copied into', async () => {
    const objects = new FakeObjects().put('backups-us-east-1', job.key, { encryptedBy: job.from.keyArn });
    const checkKept = checkCacheCopy({ objects: () => objects });
    expect(await checkKept({ job, into: 'from', file: aFile(), expected: { bytes: 4096 } })).toEqual(aFile());
  });

  test.each([
    ['another size', { bytes: 4095 }, 'has 4095 bytes, expected 4096 as its original'],
    ['another checksum', { checksum: 'SHA256:two' }, 'has SHA256:two, expected SHA256:one'],
    ['the lost region’s key', { encryptedBy: job.from.keyArn }, `expected ${job.to.keyArn}`],
    ['no key', { encryptedBy: undefined }, 'lies under no key'],
    ['no checksum', { checksum: undefined }, 'has no checksum to compare'],
  ])('refuses a copy with %s', async (_, copy, because) => {
    await expect(check(copy)).rejects.toThrow(TerminalState);
    await expect(check(copy)).rejects.toThrow(because);
  });

  test('refuses a version that somebody deleted meanwhile', async () => {
    await expect(check({ versionId: 'version-9' })).rejects.toThrow(NotFound);
  });
});

describe('record-cache-backup', () => {
  test('enters the one, then the other, and leaves a proof that came in between', async () => {
    const ledger = new InMemoryLedger();
    const record = recordCacheBackup({ ledger, now: () => at(60) });
    const input = { job, takenAt: at(0), into: 'from' as const, file: aFile() };
    const { point } = await record(input);
    expect(point).toMatchObject({
      kind: 'cache-backup',
      region: 'us-east-1',
      store: 'queue',
      takenAt: at(0),
    });
    const copy = aFile({ region: 'us-west-2', bucket: 'backups-us-west-2' });
    expect(await record({ ...input, into: 'to', file: copy })).toMatchObject({
      point: { kind: 'cache-backup-copy', region: 'us-west-2' },
    });
    await ledger.recordProof(point, provenOn(at(30)));
    await record(input);
    expect((await ledger.recoveryPoints())[0]).toMatchObject({ proof: provenOn(at(30)), store: 'queue' });
  });
});

describe('release-cache-backup', () => {
  async function aHouse({
    regions = ['us-east-1', 'us-west-2'],
    lockedUntil = undefined as string | undefined,
  } = {}) {
    const ledger = new InMemoryLedger();
    for (const region of regions) await ledger.recordRecoveryPoint(aCacheBackup({ region }));
    const backups = new FakeCacheBackups([aCacheSnapshot()]);
    const objects = new FakeObjects().put('backups-us-east-1', EXPORTED, { lockedUntil });
    const release = releaseCacheBackup({
      deployment: 'firebackup',
      ledger,
      backups,
      objects,
      now: () => at(60),
    });
    return { backups, objects, release: () => release(job) };
  }

  test.each([
    ['in both regions', ['us-east-1', 'us-west-2']],
    ['in its own region alone', ['us-east-1']],
  ])('deletes snapshot and exported file of a backup that is recorded %s, once', async (_, regions) => {
    const { backups, objects, release } = await aHouse({ regions });
    expect(await release()).toEqual({ left: [] });
    expect(await release()).toEqual({ left: [] });
    expect(backups.calls).toEqual([`delete ${job.name}`]);
    expect(objects.calls).toEqual([`delete backups-us-east-1/${EXPORTED} version-1`]);
  });

  test.each([[[]], [['us-west-2']]])(
    'deletes nothing while the ledger has it in %j only',
    async (regions) => {
      const { backups, objects, release } = await aHouse({ regions });
      await expect(release()).rejects.toThrow(Incomplete);
      expect([...backups.calls, ...objects.calls]).toEqual([]);
    },
  );

  test('leaves a snapshot of that name that is not ours, and says so', async () => {
    const { backups, release } = await aHouse();
    backups.tagsOf.clear();
    expect((await release()).left).toEqual([
      `snapshot ${job.name} is tagged firebackup:deployment not at all, expected firebackup`,
    ]);
    expect(backups.calls).toEqual([]);
  });

  test('leaves an exported file that is locked, and says until when', async () => {
    const { objects, release } = await aHouse({ lockedUntil: at(120) });
    expect((await release()).left).toEqual([`${EXPORTED} is locked until ${at(120)}`]);
    expect(objects.calls).toEqual([]);
  });
});

describe('judge-cache-backups', () => {
  const taken = { cache: 'queue', backup: job.name, left: [] };
  const failed = { cache: 'sessions', failed: { Error: 'TerminalState', Cause: 'too little memory' } };
  const pruned = { deleted: [] };

  test('counts what was taken, and fails a run that lost a part, with each reason', async () => {
    expect(await judgeCacheBackups()({ results: [taken], pruned })).toEqual({ taken: 1 });
    const judging = judgeCacheBackups()({ results: [taken, failed], pruned });
    await expect(judging).rejects.toThrow(Incomplete);
    await expect(judging).rejects.toThrow(
      '1 of 2 cache backups failed: sessions: TerminalState: too little memory',
    );
  });

  test('fails a run that could not delete, and hides neither reason behind the other', async () => {
    const denied = { Error: 'AccessDenied', Cause: JSON.stringify({ errorMessage: 'no s3:DeleteObject' }) };
    const judge = judgeCacheBackups();
    await expect(judge({ results: [taken], pruned: denied })).rejects.toThrow(
      /^pruning stopped: AccessDenied: no s3:DeleteObject$/,
    );
    await expect(judge({ results: [failed], pruned: denied })).rejects.toThrow(
      'too little memory; pruning stopped: AccessDenied',
    );
  });
});
