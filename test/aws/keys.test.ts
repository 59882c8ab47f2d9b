import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { accessTo } from '../../lib/aws/client-settings';
import { keys } from '../../lib/aws/keys';
import { AccessDenied, NotFound } from '../../lib/domain/errors';
import { anAwsError } from '../helpers/an-aws-error';
import { askedOf } from '../helpers/asked-of';
import { mockedClient } from '../helpers/mocked-client';

const kms = mockedClient(KMSClient);
beforeEach(() => kms.reset());

const ARN = 'arn:aws:kms:us-west-2:111122223333:key/two';
const seen = () => keys(accessTo('us-west-2')).seen(ARN);

test('a key is told by its state and its use', async () => {
  kms
    .on(DescribeKeyCommand)
    .resolves({ KeyMetadata: { KeyId: 'two', KeyState: 'PendingDeletion', KeyUsage: 'ENCRYPT_DECRYPT' } });
  expect(await seen()).toEqual({ state: 'PendingDeletion', usage: 'ENCRYPT_DECRYPT' });
  expect(askedOf(kms)).toEqual([['DescribeKeyCommand', { KeyId: ARN }]]);
});

test('an answer without a key is none', async () => {
  kms.on(DescribeKeyCommand).resolves({});
  await expect(seen()).rejects.toThrow(NotFound);
});

test.each([
  ['NotFoundException', NotFound],
  ['AccessDeniedException', AccessDenied],
])('%s is an error, and no state of a key', async (name, Ours) => {
  kms.on(DescribeKeyCommand).rejects(anAwsError(name));
  await expect(seen()).rejects.toThrow(Ours);
});
