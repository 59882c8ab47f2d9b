import {
  CopySnapshotCommand,
  CreateSnapshotCommand,
  DeleteSnapshotCommand,
  DescribeSnapshotsCommand,
  ElastiCacheClient,
  InvalidSnapshotStateFault,
  ListTagsForResourceCommand,
  SnapshotAlreadyExistsFault,
  SnapshotNotFoundFault,
  SnapshotQuotaExceededFault,
} from '@aws-sdk/client-elasticache';
import { cacheBackups } from '../../lib/aws/cache-backups';
import { accessTo } from '../../lib/aws/client-settings';
import { NotReady } from '../../lib/domain/errors';
import { askedOf } from '../helpers/asked-of';
import { at } from '../helpers/at';
import { mockedClient } from '../helpers/mocked-client';

const elasticache = mockedClient(ElastiCacheClient);
beforeEach(() => elasticache.reset());

const backups = () => cacheBackups(accessTo('us-east-1'));
const fault = { message: 'what AWS says', $metadata: {} };

test('a snapshot is described with the moment whose data it holds', async () => {
  elasticache.on(DescribeSnapshotsCommand).resolves({
    Snapshots: [
      {
        SnapshotName: 'nightly',
        ARN: 'arn:nightly',
        SnapshotStatus: 'available',
        NodeSnapshots: [{ SnapshotCreateTime: new Date(at(0)) }],
      },
    ],
  });
  expect(await backups().snapshot('nightly')).toEqual({
    name: 'nightly',
    arn: 'arn:nightly',
    status: 'available',
    takenAt: at(0),
  });
  expect(askedOf(elasticache)).toEqual([['DescribeSnapshotsCommand', { SnapshotName: 'nightly' }]]);
});

test('what AWS does not say yet is unknown', async () => {
  elasticache.on(DescribeSnapshotsCommand).resolves({ Snapshots: [{}] });
  expect(await backups().snapshot('nightly')).toEqual({
    name: 'nightly',
    arn: '',
    status: 'unknown',
    takenAt: undefined,
  });
});

test.each([
  ['with an error', new SnapshotNotFoundFault(fault)],
  ['with an empty list', undefined],
])('a snapshot that AWS does not have, said %s, is none', async (_, error) => {
  const described = elasticache.on(DescribeSnapshotsCommand);
  if (error) described.rejects(error);
  else described.resolves({ Snapshots: [] });
  expect(await backups().snapshot('nightly')).toBeUndefined();
});

test('a snapshot is taken of one node, with its tags; one of that name is taken as the same', async () => {
  elasticache.on(CreateSnapshotCommand).resolvesOnce({}).rejects(new SnapshotAlreadyExistsFault(fault));
  await backups().createSnapshot('queue-002', 'nightly', { ours: 'yes' });
  await backups().createSnapshot('queue-002', 'nightly', { ours: 'yes' });
  expect(askedOf(elasticache)[0]).toEqual([
    'CreateSnapshotCommand',
    { CacheClusterId: 'queue-002', SnapshotName: 'nightly', Tags: [{ Key: 'ours', Value: 'yes' }] },
  ]);
});

test('a used-up quota keeps its name, which says more than any of ours', async () => {
  elasticache.on(CreateSnapshotCommand).rejects(new SnapshotQuotaExceededFault(fault));
  await expect(backups().createSnapshot('queue-002', 'nightly', {})).rejects.toThrow(
    SnapshotQuotaExceededFault,
  );
});

test('an export names a bucket, and the snapshot’s name for the file', async () => {
  await backups().exportSnapshot('nightly', 'a-bucket');
  expect(askedOf(elasticache)).toEqual([
    [
      'CopySnapshotCommand',
      { SourceSnapshotName: 'nightly', TargetSnapshotName: 'nightly', TargetBucket: 'a-bucket' },
    ],
  ]);
});

test('a snapshot that is in use is not ready', async () => {
  elasticache.on(CopySnapshotCommand).rejects(new InvalidSnapshotStateFault(fault));
  elasticache.on(DeleteSnapshotCommand).rejects(new InvalidSnapshotStateFault(fault));
  await expect(backups().exportSnapshot('nightly', 'a-bucket')).rejects.toThrow(NotReady);
  await expect(backups().deleteSnapshot('nightly')).rejects.toThrow(NotReady);
});

test('deleting one that is gone is done', async () => {
  elasticache.on(DeleteSnapshotCommand).rejects(new SnapshotNotFoundFault(fault));
  await backups().deleteSnapshot('nightly');
  expect(askedOf(elasticache)).toEqual([['DeleteSnapshotCommand', { SnapshotName: 'nightly' }]]);
});

test('tags are asked for by ARN; without one there are none, and nobody is asked', async () => {
  elasticache.on(ListTagsForResourceCommand).resolves({ TagList: [{ Key: 'ours', Value: 'yes' }] });
  expect(await backups().tags('arn:nightly')).toEqual({ ours: 'yes' });
  expect(await backups().tags(undefined)).toEqual({});
  expect(elasticache.commandCalls(ListTagsForResourceCommand)).toHaveLength(1);
});
