import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { accessTo } from '../../lib/aws/client-settings';
import { AccessDenied, InvalidInput, NotFound, Unreachable } from '../../lib/domain/errors';
import { anAwsError } from '../helpers/an-aws-error';
import { askedOf } from '../helpers/asked-of';
import { mockedClient } from '../helpers/mocked-client';
import { objectVerbs } from '../helpers/object-verbs';

const s3 = mockedClient(S3Client);
beforeEach(() => s3.reset());

const verbs = objectVerbs(accessTo('us-west-2'));
const put = () => verbs.putDocument('evidence', 'runs/run-1.json', { id: 'run-1' });
const MODIFIED = new Date('2026-03-01T12:00:00Z');

test('a document is stored as JSON that people can read, and its version is told', async () => {
  s3.on(PutObjectCommand).resolves({ VersionId: 'v1' });
  expect(await put()).toBe('v1');
  expect(askedOf(s3)).toEqual([
    [
      'PutObjectCommand',
      {
        Bucket: 'evidence',
        Key: 'runs/run-1.json',
        Body: '{\n  "id": "run-1"\n}\n',
        ContentType: 'application/json',
      },
    ],
  ]);
});

test('a document for people is stored as it is, in letters of every language', async () => {
  s3.on(PutObjectCommand).resolves({ VersionId: 'v1' });
  await verbs.putMarkdown('backups', 'runbook/firebackup.md', '# … by hand\n');
  expect(askedOf(s3)).toEqual([
    [
      'PutObjectCommand',
      {
        Bucket: 'backups',
        Key: 'runbook/firebackup.md',
        Body: '# … by hand\n',
        ContentType: 'text/markdown; charset=utf-8',
      },
    ],
  ]);
});

test('a bucket that may not be written is an error', async () => {
  s3.on(PutObjectCommand).rejects(anAwsError('AccessDenied'));
  await expect(put()).rejects.toThrow(AccessDenied);
});

test('of a version S3 tells size, checksum, lock, key and replication', async () => {
  s3.on(HeadObjectCommand).resolves({
    VersionId: 'v2',
    ContentLength: 42,
    LastModified: MODIFIED,
    ChecksumCRC32: 'weak',
    ChecksumSHA256: 'strong',
    ObjectLockRetainUntilDate: new Date('2026-03-08T12:00:00Z'),
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: 'arn:key',
    ReplicationStatus: 'COMPLETED',
    Metadata: { rows: '7' },
  });
  expect(await verbs.head('dumps', 'main/1.dump', 'v2')).toEqual({
    versionId: 'v2',
    bytes: 42,
    checksum: 'SHA256:strong',
    modifiedAt: '2026-03-01T12:00:00.000Z',
    lockedUntil: '2026-03-08T12:00:00.000Z',
    encryptedBy: 'arn:key',
    replication: 'COMPLETED',
    metadata: { rows: '7' },
  });
  const input = { Bucket: 'dumps', Key: 'main/1.dump', VersionId: 'v2', ChecksumMode: 'ENABLED' };
  expect(askedOf(s3)).toEqual([['HeadObjectCommand', input]]);
});

test('what S3 does not tell of an object is not made up', async () => {
  s3.on(HeadObjectCommand).resolves({ ContentLength: 0, LastModified: MODIFIED });
  const modifiedAt = '2026-03-01T12:00:00.000Z';
  expect(await verbs.head('own', 'a')).toEqual({ versionId: 'null', bytes: 0, modifiedAt, metadata: {} });
});

test('an object that is not there is nothing, in a bucket that is', async () => {
  s3.on(HeadObjectCommand).rejects(anAwsError('NotFound'));
  s3.on(HeadBucketCommand).resolves({});
  expect(await verbs.head('dumps', 'gone')).toBeUndefined();
});

test('a bucket that is not there is no empty bucket', async () => {
  s3.on(HeadObjectCommand).rejects(anAwsError('NotFound'));
  s3.on(HeadBucketCommand).rejects(anAwsError('NotFound'));
  await expect(verbs.head('dumps', 'gone')).rejects.toThrow('s3 in us-west-2: there is no bucket dumps');
});

test.each([
  ['AccessDenied', AccessDenied],
  ['TimeoutError', Unreachable],
])('a head that ends in %s says nothing about the object', async (name, expected) => {
  s3.on(HeadObjectCommand).rejects(anAwsError(name));
  await expect(verbs.head('dumps', 'any')).rejects.toThrow(expected);
});

const bodyOf = (text: string) => ({ transformToString: async () => text }) as never;

test('a small object is read whole', async () => {
  s3.on(GetObjectCommand).resolves({ ContentLength: 4, Body: bodyOf('text') });
  expect(await verbs.text('own', 'wal/00000002.history')).toBe('text');
});

test('a text that is not there is nothing', async () => {
  s3.on(GetObjectCommand).rejects(anAwsError('NoSuchKey'));
  expect(await verbs.text('own', 'gone')).toBeUndefined();
});

test('a text of a bucket that is not there is an error', async () => {
  s3.on(GetObjectCommand).rejects(anAwsError('NoSuchBucket'));
  await expect(verbs.text('own', 'gone')).rejects.toThrow(NotFound);
});

test('a text above 1 MB is refused before it is read', async () => {
  s3.on(GetObjectCommand).resolves({ ContentLength: 2 ** 20 + 1, Body: bodyOf('never read') });
  await expect(verbs.text('own', 'large')).rejects.toThrow('has 1048577 bytes, expected at most 1048576');
});

const from = { bucket: 'exports', key: 'a folder/queue.rdb', versionId: 'v/1' };

test('a version is copied under a key of this region, with a checksum', async () => {
  s3.on(CopyObjectCommand).resolves({ VersionId: 'v9' });
  expect(await verbs.copyHere(from, { bucket: 'backups', key: 'queue.rdb', keyArn: 'arn:key' })).toBe('v9');
  expect(askedOf(s3)[0]?.[1]).toEqual({
    Bucket: 'backups',
    Key: 'queue.rdb',
    CopySource: 'exports/a%20folder/queue.rdb?versionId=v%2F1',
    ChecksumAlgorithm: 'SHA256',
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: 'arn:key',
    BucketKeyEnabled: true,
  });
});

test('what is too large for one copy is refused with the way out', async () => {
  s3.on(CopyObjectCommand).rejects(anAwsError('InvalidRequest'));
  const copied = verbs.copyHere(from, { bucket: 'backups', key: 'queue.rdb' });
  await expect(copied).rejects.toThrow(InvalidInput);
  await expect(copied).rejects.toThrow('objects above 5 GB have to be replicated by their bucket');
});

test('one version is deleted, and a locked one is not', async () => {
  s3.on(DeleteObjectCommand).resolvesOnce({}).rejects(anAwsError('AccessDenied'));
  await verbs.deleteVersion('backups', 'queue.rdb', 'v1');
  expect(askedOf(s3)).toEqual([
    ['DeleteObjectCommand', { Bucket: 'backups', Key: 'queue.rdb', VersionId: 'v1' }],
  ]);
  await expect(verbs.deleteVersion('backups', 'queue.rdb', 'v2')).rejects.toThrow(AccessDenied);
});
