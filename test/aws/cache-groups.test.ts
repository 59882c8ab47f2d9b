import {
  CreateReplicationGroupCommand,
  DeleteReplicationGroupCommand,
  DescribeReplicationGroupsCommand,
  ElastiCacheClient,
  InvalidReplicationGroupStateFault,
  RemoveTagsFromResourceCommand,
  ReplicationGroupAlreadyExistsFault,
  ReplicationGroupNotFoundFault,
  TagNotFoundFault,
} from '@aws-sdk/client-elasticache';
import { cacheGroups, type SeededCache } from '../../lib/aws/cache-groups';
import { accessTo } from '../../lib/aws/client-settings';
import { NotReady } from '../../lib/domain/errors';
import { askedOf } from '../helpers/asked-of';
import { mockedClient } from '../helpers/mocked-client';

const elasticache = mockedClient(ElastiCacheClient);
beforeEach(() => elasticache.reset());

const groups = () => cacheGroups(accessTo('us-west-2'));
const fault = { message: 'what AWS says', $metadata: {} };
const seeded = (overrides: Partial<SeededCache> = {}): SeededCache => ({
  replicationGroup: 'queue-dr',
  objectArn: 'arn:aws:s3:::a-bucket/caches/queue/one.rdb',
  nodeType: 'cache.r6g.large',
  nodes: 2,
  subnetGroup: 'caches',
  securityGroups: ['sg-1'],
  keyArn: 'arn:key',
  tags: { ours: 'yes' },
  ...overrides,
});

test('a group is described with its nodes by shard and the endpoint of its primary', async () => {
  elasticache.on(DescribeReplicationGroupsCommand).resolves({
    ReplicationGroups: [
      {
        ReplicationGroupId: 'queue',
        ARN: 'arn:queue',
        Status: 'available',
        GlobalReplicationGroupInfo: { GlobalReplicationGroupMemberRole: 'SECONDARY' },
        NodeGroups: [
          {
            PrimaryEndpoint: { Address: 'queue.example.com', Port: 6379 },
            NodeGroupMembers: [{ CacheClusterId: 'queue-001', CurrentRole: 'primary' }, {}],
          },
        ],
      },
    ],
  });
  expect(await groups().group('queue')).toEqual({
    id: 'queue',
    arn: 'arn:queue',
    status: 'available',
    shards: [
      [
        { id: 'queue-001', role: 'primary' },
        { id: '', role: 'unknown' },
      ],
    ],
    globalRole: 'secondary',
    endpoint: { host: 'queue.example.com', port: 6379 },
  });
});

test('a group without an endpoint has none yet', async () => {
  elasticache
    .on(DescribeReplicationGroupsCommand)
    .resolves({ ReplicationGroups: [{ ReplicationGroupId: 'queue', Status: 'creating' }] });
  expect(await groups().group('queue')).toMatchObject({ shards: [], endpoint: undefined });
});

test.each([
  ['with an error', new ReplicationGroupNotFoundFault(fault)],
  ['with an empty list', undefined],
])('a group that AWS does not have, said %s, is none', async (_, error) => {
  const described = elasticache.on(DescribeReplicationGroupsCommand);
  if (error) described.rejects(error);
  else described.resolves({ ReplicationGroups: [] });
  expect(await groups().group('queue')).toBeUndefined();
});

test('all groups are those of every page', async () => {
  elasticache
    .on(DescribeReplicationGroupsCommand)
    .resolves({ ReplicationGroups: [{ ReplicationGroupId: 'one' }], Marker: 'more' })
    .on(DescribeReplicationGroupsCommand, { Marker: 'more' })
    .resolves({ ReplicationGroups: [{ ReplicationGroupId: 'two' }] });
  expect((await groups().groups()).map(({ id }) => id)).toEqual(['one', 'two']);
});

test('a seeded group is encrypted, admits clients as they are used to come, and has its replica elsewhere', async () => {
  await groups().createSeeded(seeded());
  expect(askedOf(elasticache)).toEqual([
    [
      'CreateReplicationGroupCommand',
      {
        ReplicationGroupId: 'queue-dr',
        ReplicationGroupDescription: 'seeded from arn:aws:s3:::a-bucket/caches/queue/one.rdb',
        SnapshotArns: ['arn:aws:s3:::a-bucket/caches/queue/one.rdb'],
        Engine: 'redis',
        EngineVersion: '7.1',
        CacheNodeType: 'cache.r6g.large',
        NumCacheClusters: 2,
        AutomaticFailoverEnabled: true,
        MultiAZEnabled: true,
        CacheSubnetGroupName: 'caches',
        SecurityGroupIds: ['sg-1'],
        TransitEncryptionEnabled: true,
        TransitEncryptionMode: 'preferred',
        AtRestEncryptionEnabled: true,
        KmsKeyId: 'arn:key',
        Tags: [{ Key: 'ours', Value: 'yes' }],
      },
    ],
  ]);
});

test('one node has nobody to fail over to', async () => {
  await groups().createSeeded(seeded({ nodes: 1 }));
  expect(askedOf(elasticache)[0]?.[1]).toMatchObject({
    NumCacheClusters: 1,
    AutomaticFailoverEnabled: false,
    MultiAZEnabled: false,
  });
});

test('a group that is there by now has to be looked at again, for it may be anybody’s', async () => {
  elasticache.on(CreateReplicationGroupCommand).rejects(new ReplicationGroupAlreadyExistsFault(fault));
  await expect(groups().createSeeded(seeded())).rejects.toThrow(NotReady);
});

test('a group is deleted whole; one that is gone is done, one that is busy is not ready', async () => {
  elasticache
    .on(DeleteReplicationGroupCommand)
    .resolvesOnce({})
    .rejectsOnce(new ReplicationGroupNotFoundFault(fault))
    .rejects(new InvalidReplicationGroupStateFault(fault));
  await groups().deleteGroup('queue');
  await groups().deleteGroup('queue');
  await expect(groups().deleteGroup('queue')).rejects.toThrow(NotReady);
  expect(askedOf(elasticache)[0]).toEqual([
    'DeleteReplicationGroupCommand',
    { ReplicationGroupId: 'queue', RetainPrimaryCluster: false },
  ]);
});

test('a tag that is not there is gone', async () => {
  elasticache.on(RemoveTagsFromResourceCommand).rejects(new TagNotFoundFault(fault));
  await groups().untag('arn:queue', 'scratch');
  expect(askedOf(elasticache)).toEqual([
    ['RemoveTagsFromResourceCommand', { ResourceName: 'arn:queue', TagKeys: ['scratch'] }],
  ]);
});
