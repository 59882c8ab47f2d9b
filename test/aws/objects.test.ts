import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { accessTo } from '../../lib/aws/client-settings';
import { objects } from '../../lib/aws/objects';
import { AccessDenied } from '../../lib/domain/errors';
import { anAwsError } from '../helpers/an-aws-error';
import { askedOf } from '../helpers/asked-of';

const s3 = mockClient(S3Client);
beforeEach(() => s3.reset());

const put = () => objects(accessTo('us-west-2')).putDocument('evidence', 'runs/run-1.json', { id: 'run-1' });

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

test('a bucket that may not be written is an error', async () => {
  s3.on(PutObjectCommand).rejects(anAwsError('AccessDenied'));
  await expect(put()).rejects.toThrow(AccessDenied);
});
