import {
  DescribeCacheClustersCommand,
  DescribeGlobalReplicationGroupsCommand,
  ElastiCacheClient,
  FailoverGlobalReplicationGroupCommand,
  GlobalReplicationGroupNotFoundFault,
  InvalidGlobalReplicationGroupStateFault,
} from '@aws-sdk/client-elasticache';
import { caches } from '../../lib/aws/caches';
import { accessTo } from '../../lib/aws/client-settings';
import { NotFound, NotReady } from '../../lib/domain/errors';
import { askedOf } from '../helpers/asked-of';
import { mockedClient } from '../helpers/mocked-client';

const elasticache = mockedClient(ElastiCacheClient);
beforeEach(() => elasticache.reset());

const someCaches = () => caches(accessTo('us-west-2'));
const to = { region: 'us-west-2', replicationGroup: 'queue-dr' };

test('a global datastore is described with its members, roles in lower case', async () => {
  elasticache.on(DescribeGlobalReplicationGroupsCommand).resolves({
    GlobalReplicationGroups: [
      {
        Status: 'available',
        GlobalNodeGroups: [{ GlobalNodeGroupId: 'ldgnf-queue-0001', Slots: '0-16383' }],
        Members: [
          {
            ReplicationGroupRegion: 'us-east-1',
            ReplicationGroupId: 'queue',
            Role: 'PRIMARY',
            Status: 'associated',
          },
          {},
        ],
      },
    ],
  });
  expect(await someCaches().globalDatastore('ldgnf-queue')).toEqual({
    status: 'available',
    shards: 1,
    members: [
      { region: 'us-east-1', replicationGroup: 'queue', role: 'primary', status: 'associated' },
      { region: '', replicationGroup: '', role: 'unknown', status: 'unknown' },
    ],
  });
  expect(askedOf(elasticache)).toEqual([
    [
      'DescribeGlobalReplicationGroupsCommand',
      { GlobalReplicationGroupId: 'ldgnf-queue', ShowMemberInfo: true },
    ],
  ]);
});

test.each([
  ['with an error', new GlobalReplicationGroupNotFoundFault({ message: 'gone', $metadata: {} })],
  ['with an empty list', undefined],
])('a datastore that AWS does not have, said %s, is not found', async (_, fault) => {
  const described = elasticache.on(DescribeGlobalReplicationGroupsCommand);
  if (fault) described.rejects(fault);
  else described.resolves({ GlobalReplicationGroups: [] });
  await expect(someCaches().globalDatastore('ldgnf-queue')).rejects.toThrow(NotFound);
});

test('a failover names the new primary, in both parameters', async () => {
  await someCaches().failover('ldgnf-queue', to);
  expect(askedOf(elasticache)).toEqual([
    [
      'FailoverGlobalReplicationGroupCommand',
      {
        GlobalReplicationGroupId: 'ldgnf-queue',
        PrimaryRegion: 'us-west-2',
        PrimaryReplicationGroupId: 'queue-dr',
      },
    ],
  ]);
});

test('a datastore that is busy is not ready', async () => {
  const fault = new InvalidGlobalReplicationGroupStateFault({ message: 'modifying', $metadata: {} });
  elasticache.on(FailoverGlobalReplicationGroupCommand).rejects(fault);
  const failing = someCaches().failover('ldgnf-queue', to);
  await expect(failing).rejects.toThrow(NotReady);
  await expect(failing).rejects.toThrow(
    'elasticache in us-west-2: fail ldgnf-queue over to us-west-2: modifying',
  );
});

test('the groups of a replication group are those of all its nodes, on every page', async () => {
  const node = (ReplicationGroupId: string, ...groups: string[]) => ({
    ReplicationGroupId,
    SecurityGroups: groups.map((SecurityGroupId) => ({ SecurityGroupId, Status: 'active' })),
  });
  elasticache
    .on(DescribeCacheClustersCommand)
    .resolves({ CacheClusters: [node('queue', 'sg-1'), node('other', 'sg-9')], Marker: 'more' })
    .on(DescribeCacheClustersCommand, { Marker: 'more' })
    .resolves({ CacheClusters: [node('queue', 'sg-2', 'sg-3'), { ReplicationGroupId: 'queue' }] });

  const groups = await someCaches().securityGroups('queue');
  expect(groups.map(({ id }) => id)).toEqual(['sg-1', 'sg-2', 'sg-3']);
  expect(elasticache.commandCalls(DescribeCacheClustersCommand)).toHaveLength(2);
});

test('the groups of a replication group are set at once', async () => {
  await someCaches().setSecurityGroups('queue', ['sg-1']);
  expect(askedOf(elasticache)).toEqual([
    [
      'ModifyReplicationGroupCommand',
      { ReplicationGroupId: 'queue', SecurityGroupIds: ['sg-1'], ApplyImmediately: true },
    ],
  ]);
});
