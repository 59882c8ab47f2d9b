import {
  DescribeCacheClustersCommand,
  DescribeReplicationGroupsCommand,
  ElastiCacheClient,
} from '@aws-sdk/client-elasticache';
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { accountStores } from '../../lib/aws/account-stores';
import { accessTo } from '../../lib/aws/client-settings';
import { AccessDenied, NotFound } from '../../lib/domain/errors';
import { anAwsError } from '../helpers/an-aws-error';
import { mockedClient } from '../helpers/mocked-client';

const rds = mockedClient(RDSClient);
const elasticache = mockedClient(ElastiCacheClient);
beforeEach(() => {
  rds.reset();
  elasticache.reset();
});
const stores = () => accountStores(accessTo('us-west-2'));

test('instances are found on every page, and what RDS does not say of one is missing', async () => {
  rds
    .on(DescribeDBInstancesCommand)
    .resolves({ DBInstances: [{ DBInstanceIdentifier: 'two', VpcSecurityGroups: [{}] }] })
    .on(DescribeDBInstancesCommand, { Marker: undefined })
    .resolvesOnce({ DBInstances: [{ DBInstanceIdentifier: 'one', Engine: 'postgres' }], Marker: 'more' });
  const found = await stores().instances();
  expect(found.map(({ id }) => id)).toEqual(['one', 'two']);
  expect(found[1]).toMatchObject({ engine: undefined, subnets: [], securityGroups: [], host: undefined });
});

test('a cache is known by its group and by one of its nodes', async () => {
  elasticache
    .on(DescribeReplicationGroupsCommand)
    .resolves({ ReplicationGroups: [{ CacheNodeType: 'cache.m6g.large' }] })
    .on(DescribeCacheClustersCommand)
    .resolves({ CacheClusters: [{ ReplicationGroupId: 'other' }] });
  await expect(stores().cacheGroup('queue')).rejects.toThrow(NotFound);
  elasticache.on(DescribeCacheClustersCommand).resolves({
    CacheClusters: [
      {
        ReplicationGroupId: 'queue',
        CacheSubnetGroupName: 'caches',
        SecurityGroups: [{ SecurityGroupId: 'sg-1' }],
      },
    ],
  });
  expect(await stores().cacheGroup('queue')).toEqual({
    host: undefined,
    nodeType: 'cache.m6g.large',
    subnetGroup: 'caches',
    securityGroups: ['sg-1'],
  });
});

test('an account that may not be read is no account without instances', async () => {
  rds.on(DescribeDBInstancesCommand).rejects(anAwsError('AccessDenied'));
  await expect(stores().instances()).rejects.toThrow(AccessDenied);
});
