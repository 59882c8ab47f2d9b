import { GetObjectLockConfigurationCommand, PutObjectRetentionCommand, S3Client } from '@aws-sdk/client-s3';
import { accessTo } from '../../lib/aws/client-settings';
import { objectLocks } from '../../lib/aws/object-locks';
import { AccessDenied, NotFound } from '../../lib/domain/errors';
import { anAwsError } from '../helpers/an-aws-error';
import { askedOf } from '../helpers/asked-of';
import { mockedClient } from '../helpers/mocked-client';

const s3 = mockedClient(S3Client);
beforeEach(() => s3.reset());

const locks = () => objectLocks(accessTo('us-west-2'));

test.each([
  [{ ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' as const } }, true],
  [{}, false],
])('a bucket of which S3 says %j can lock: %s', async (said, expected) => {
  s3.on(GetObjectLockConfigurationCommand).resolves(said);
  expect(await locks().canLock('backups')).toBe(expected);
});

test('a bucket without a lock configuration cannot lock; one that nobody may look at is an error', async () => {
  s3.on(GetObjectLockConfigurationCommand).rejects(anAwsError('ObjectLockConfigurationNotFoundError'));
  expect(await locks().canLock('backups')).toBe(false);
  s3.on(GetObjectLockConfigurationCommand).rejects(anAwsError('AccessDenied'));
  await expect(locks().canLock('backups')).rejects.toThrow(AccessDenied);
  s3.on(GetObjectLockConfigurationCommand).rejects(anAwsError('NoSuchBucket'));
  await expect(locks().canLock('backups')).rejects.toThrow(NotFound);
});

test('one version is locked, so that not even an administrator can lift it', async () => {
  s3.on(PutObjectRetentionCommand).resolves({});
  const version = { bucket: 'backups', key: 'dumps/a.dump', versionId: 'v1' };
  await locks().lock(version, '2026-03-08T03:00:05.000Z');
  expect(askedOf(s3)).toEqual([
    [
      'PutObjectRetentionCommand',
      {
        Bucket: 'backups',
        Key: 'dumps/a.dump',
        VersionId: 'v1',
        Retention: { Mode: 'COMPLIANCE', RetainUntilDate: new Date('2026-03-08T03:00:05.000Z') },
      },
    ],
  ]);
});
