import { asking } from '../../lib/aws/translate';
import {
  AccessDenied,
  NotFound,
  NotReady,
  TerminalState,
  Throttled,
  Unreachable,
} from '../../lib/domain/errors';
import { anAwsError } from '../helpers/an-aws-error';

const askingFor = (error: unknown) => asking('rds in us-east-1: describe main', () => Promise.reject(error));

test.each([
  ['DBInstanceNotFoundFault', NotFound],
  ['DBInstanceNotFound', NotFound],
  ['DBSnapshotNotFoundFault', NotFound],
  ['DBSnapshotNotFound', NotFound],
  ['DBInstanceAutomatedBackupNotFoundFault', NotFound],
  ['DBInstanceAutomatedBackupNotFound', NotFound],
  ['DBSubnetGroupNotFoundFault', NotFound],
  ['DBParameterGroupNotFoundFault', NotFound],
  ['DBParameterGroupNotFound', NotFound],
  ['GlobalReplicationGroupNotFoundFault', NotFound],
  ['ReplicationGroupNotFoundFault', NotFound],
  ['CacheClusterNotFoundFault', NotFound],
  ['InvalidGroup.NotFound', NotFound],
  ['NoSuchBucket', NotFound],
  ['ResourceNotFoundException', NotFound],
  ['StateMachineDoesNotExist', NotFound],
  ['InvalidDBInstanceStateFault', NotReady],
  ['InvalidDBInstanceState', NotReady],
  ['InvalidDBSnapshotStateFault', NotReady],
  ['InvalidDBSnapshotState', NotReady],
  ['InvalidGlobalReplicationGroupStateFault', NotReady],
  ['InvalidGlobalReplicationGroupState', NotReady],
  ['InvalidReplicationGroupStateFault', NotReady],
  ['InvalidReplicationGroupState', NotReady],
  ['AccessDenied', AccessDenied],
  ['AccessDeniedException', AccessDenied],
  ['UnauthorizedOperation', AccessDenied],
  ['KMSKeyNotAccessibleFault', AccessDenied],
  ['Throttling', Throttled],
  ['ThrottlingException', Throttled],
  ['RequestLimitExceeded', Throttled],
  ['TooManyRequestsException', Throttled],
  ['TimeoutError', Unreachable],
  ['NetworkingError', Unreachable],
  ['RequestTimeout', Unreachable],
  ['ServiceUnavailable', Unreachable],
  ['InternalFailure', Unreachable],
])('%s becomes ours, with what was asked and the cause', async (name, Ours) => {
  const cause = anAwsError(name);
  const failing = askingFor(cause);
  await expect(failing).rejects.toBeInstanceOf(Ours);
  await expect(failing).rejects.toMatchObject({
    message: `rds in us-east-1: describe main: what ${name} says`,
    cause,
  });
});

test.each(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EHOSTUNREACH', 'ETIMEDOUT', 'EPIPE'])(
  'a connection that ends with %s is a region that gives no answer',
  async (code) => {
    await expect(askingFor(anAwsError('Error', code))).rejects.toBeInstanceOf(Unreachable);
  },
);

test.each([
  ['an AWS error that is not in the lists', anAwsError('SnapshotQuotaExceededFault')],
  ['a name that only resembles one', anAwsError('DBInstanceNotFoundFaultish')],
  ['a mistake of ours', new TypeError('undefined is not a function')],
  ['a code that is not in the lists', anAwsError('Error', 'ENOSPC')],
  ['something that is no error', 'a text'],
])('%s passes untouched', async (_, error) => {
  await expect(askingFor(error)).rejects.toBe(error);
});

test.each([
  'InstanceQuotaExceededFault',
  'InstanceQuotaExceeded',
  'StorageQuotaExceededFault',
  'StorageQuotaExceeded',
  'InsufficientDBInstanceCapacityFault',
  'InsufficientDBInstanceCapacity',
  'PointInTimeRestoreNotEnabledFault',
  'PointInTimeRestoreNotEnabled',
  'InvalidRestoreFault',
])('%s ends the wait, and is named in the message', async (name) => {
  const failing = askingFor(anAwsError(name));
  await expect(failing).rejects.toBeInstanceOf(TerminalState);
  await expect(failing).rejects.toThrow(`what ${name} says (${name})`);
});

test('an answer passes as it is', async () => {
  const answer = { DBInstances: [] };
  expect(await asking('anything', async () => answer)).toBe(answer);
});
