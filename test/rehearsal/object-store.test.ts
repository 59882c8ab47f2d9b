import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { accessTo } from '../../lib/aws/client-settings';
import { objectLocks } from '../../lib/aws/object-locks';
import { AccessDenied, NotFound } from '../../lib/domain/errors';
import { Clock } from '../../rehearsal/clock';
import { interception, NotModelled } from '../../rehearsal/cloud/interception';
import { ObjectStore } from '../../rehearsal/cloud/s3';
import { objectVerbs } from '../helpers/object-verbs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'objects-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Two regions' worth of S3, and the shipped verbs over the second. */
function aStore() {
  const clock = new Clock();
  const there = new ObjectStore({ directory: join(folder, 'there'), now: clock.now });
  const store = new ObjectStore({
    directory: join(folder, 'here'),
    now: clock.now,
    elsewhere: (name) => there.bucket(name),
  });
  const middleware = interception(async (call) => {
    const operation = store.operations[call.operation];
    if (!operation) throw new NotModelled(call);
    return operation(call.input);
  })('us-west-2');
  const client = new S3Client({ region: 'us-west-2' });
  client.middlewareStack.use(middleware);
  return { clock, store, there, client, middleware, verbs: objectVerbs(accessTo('us-west-2', middleware)) };
}

test('a key that is written again keeps what was there, under a version of its own', async () => {
  const { store, verbs } = aStore();
  store.createBucket('dumps');
  const first = await verbs.putDocument('dumps', 'a.json', 1);
  const second = await verbs.putDocument('dumps', 'a.json', 22);
  expect(await verbs.head('dumps', 'a.json')).toMatchObject({ versionId: second, bytes: 3 });
  expect(await verbs.head('dumps', 'a.json', first)).toMatchObject({ versionId: first, bytes: 2 });
  expect(await store.versionsOf('dumps', 'a.json')).toEqual(['1\n', '22\n']);
});

test('the checksum is that of the contents', async () => {
  const { store, verbs } = aStore();
  await store.createBucket('dumps').put({ key: 'abc', body: 'abc' });
  const { checksum } = (await verbs.head('dumps', 'abc')) ?? {};
  expect(checksum).toBe('SHA256:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=');
});

test('a locked version can be deleted by nobody until its lock has ended', async () => {
  const { clock, store, verbs } = aStore();
  store.createBucket('dumps', { lockDays: 7 });
  const version = (await verbs.putDocument('dumps', 'a.json', 1)) ?? '';
  await expect(verbs.deleteVersion('dumps', 'a.json', version)).rejects.toThrow(AccessDenied);
  clock.advance(7 * 86_400 + 1);
  await verbs.deleteVersion('dumps', 'a.json', version);
  await verbs.deleteVersion('dumps', 'a.json', version);
  expect(await verbs.head('dumps', 'a.json')).toBeUndefined();
});

test('a version is locked by itself where a bucket admits locks, and longer but not shorter', async () => {
  const { clock, store, middleware, verbs } = aStore();
  const locks = objectLocks(accessTo('us-west-2', middleware));
  store.createBucket('plain');
  store.createBucket('dumps', { canLock: true });
  expect([await locks.canLock('plain'), await locks.canLock('dumps')]).toEqual([false, true]);
  const versionId = (await verbs.putDocument('dumps', 'a.json', 1)) ?? '';
  const version = { bucket: 'dumps', key: 'a.json', versionId };
  const inDays = (days: number) => new Date(clock.now().getTime() + days * 86_400_000).toISOString();
  const until = inDays(7);
  await locks.lock(version, until);
  await locks.lock(version, inDays(1));
  expect((await verbs.head('dumps', 'a.json'))?.lockedUntil).toBe(until);
  await expect(verbs.deleteVersion('dumps', 'a.json', versionId)).rejects.toThrow(AccessDenied);
});

test('a bucket that replicates says so, and catches up with a region that comes back', async () => {
  const { store, there, verbs } = aStore();
  const target = there.createBucket('copies', { keyArn: 'arn:there' });
  let isReachable = false;
  const source = store.createBucket('dumps', { replicatesTo: () => (isReachable ? target : undefined) });
  const versionId = (await verbs.putDocument('dumps', 'a.json', 1)) ?? '';
  expect(await verbs.head('dumps', 'a.json')).toMatchObject({ replication: 'PENDING' });
  isReachable = true;
  await source.replicate();
  expect(await verbs.head('dumps', 'a.json')).toMatchObject({ replication: 'COMPLETED' });
  expect(await target.find('a.json', versionId)).toMatchObject({
    replication: 'REPLICA',
    keyArn: 'arn:there',
  });
});

test('a version is copied from the other region, under a key of this one', async () => {
  const { store, there, verbs } = aStore();
  const { versionId } = await there.createBucket('exports').put({ key: 'a folder/q.rdb', body: 'REDIS' });
  store.createBucket('backups');
  const from = { bucket: 'exports', key: 'a folder/q.rdb', versionId };
  const copy = await verbs.copyHere(from, { bucket: 'backups', key: 'q.rdb', keyArn: 'arn:here' });
  expect(await verbs.head('backups', 'q.rdb', copy)).toMatchObject({ bytes: 5, encryptedBy: 'arn:here' });
  expect(await verbs.text('backups', 'q.rdb')).toBe('REDIS');
});

test('a bucket that nobody made is not there', async () => {
  const { verbs } = aStore();
  await expect(verbs.head('nowhere', 'a')).rejects.toThrow(NotFound);
  await expect(verbs.text('nowhere', 'a')).rejects.toThrow(NotFound);
});

test('a mounted folder is a bucket of its files as they are now', async () => {
  const { store, verbs } = aStore();
  const archive = join(folder, 'archive');
  store.mount('own', archive);
  expect(await verbs.head('own', 'main/wal/1')).toBeUndefined();
  mkdirSync(join(archive, 'main', 'wal'), { recursive: true });
  writeFileSync(join(archive, 'main', 'wal', '1'), 'abc');
  expect(await verbs.head('own', 'main/wal/1')).toMatchObject({ versionId: 'null', bytes: 3 });
  expect(await verbs.head('own', 'main/wal')).toBeUndefined();
  await verbs.deleteVersion('own', 'main/wal/1', 'null');
  expect(await verbs.head('own', 'main/wal/1')).toBeUndefined();
});

const KEYS = ['a', 'wal.old', 'wal/00000001', 'wal/00000001.gz', 'wal/00000001/x', 'wal/00000001/y', 'z'];

describe.each(['versioned', 'mounted'])('a %s bucket lists', (kind) => {
  async function aBucket() {
    const { store, client } = aStore();
    if (kind === 'versioned') store.createBucket('own');
    else store.mount('own', join(folder, 'archive'));
    const keys = kind === 'versioned' ? KEYS : KEYS.filter((key) => key !== 'wal/00000001');
    for (const key of keys.toReversed()) await store.bucket('own')?.put({ key, body: 'x' });
    const list = async (asked: object) => {
      const { Contents, CommonPrefixes, ...rest } = await client.send(
        new ListObjectsV2Command({ Bucket: 'own', ...asked }),
      );
      const folders = CommonPrefixes?.map(({ Prefix }) => Prefix);
      return { keys: Contents?.map(({ Key }) => Key), folders, ...rest };
    };
    return { keys, list };
  }

  test('keys in the order of their bytes, page by page', async () => {
    const { keys, list } = await aBucket();
    const listed: (string | undefined)[] = [];
    let token: string | undefined;
    do {
      const page = await list({ MaxKeys: 2, ContinuationToken: token });
      listed.push(...(page.keys ?? []));
      token = page.NextContinuationToken;
    } while (token);
    expect(listed).toEqual(keys);
  });

  test('from behind a name, below a prefix', async () => {
    const { list } = await aBucket();
    const { keys, IsTruncated } = await list({ Prefix: 'wal/', StartAfter: 'wal/00000001.gz' });
    expect(keys).toEqual(['wal/00000001/x', 'wal/00000001/y']);
    expect(IsTruncated).toBe(false);
  });

  test('folders once each', async () => {
    const { list } = await aBucket();
    const { keys, folders } = await list({ Delimiter: '/' });
    expect(keys).toEqual(['a', 'wal.old', 'z']);
    expect(folders).toEqual(['wal/']);
  });
});
