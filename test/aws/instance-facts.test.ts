import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { mockClient } from 'aws-sdk-client-mock';
import { accessTo } from '../../lib/aws/client-settings';
import { instanceFacts } from '../../lib/aws/instance-facts';
import { NotFound, Unreachable } from '../../lib/domain/errors';
import { anAwsError } from '../helpers/an-aws-error';
import { askedOf } from '../helpers/asked-of';

const rds = mockClient(RDSClient);
beforeEach(() => rds.reset());
const ask = () => instanceFacts(accessTo('us-west-2')).facts('replica');

test('an instance is told as RDS tells it', async () => {
  rds.on(DescribeDBInstancesCommand).resolves({
    DBInstances: [
      {
        DBInstanceStatus: 'available',
        Engine: 'postgres',
        DBInstanceClass: 'db.r5.large',
        AllocatedStorage: 100,
        StorageEncrypted: true,
        KmsKeyId: 'a-key',
        BackupRetentionPeriod: 0,
        MultiAZ: false,
        IAMDatabaseAuthenticationEnabled: true,
        DeletionProtection: false,
        ReadReplicaSourceDBInstanceIdentifier: 'arn:primary',
        StatusInfos: [{ StatusType: 'read replication', Status: 'replicating' }],
        VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1', Status: 'active' }],
      },
    ],
  });
  expect(await ask()).toEqual({
    status: 'available',
    engine: 'postgres',
    instanceClass: 'db.r5.large',
    storageGigabytes: 100,
    encrypted: true,
    keyArn: 'a-key',
    retentionDays: 0,
    multiAz: false,
    iamLogin: true,
    deletionProtection: false,
    replicaSource: 'arn:primary',
    replicationStatus: 'replicating',
    securityGroups: ['sg-1'],
  });
  expect(askedOf(rds)).toEqual([['DescribeDBInstancesCommand', { DBInstanceIdentifier: 'replica' }]]);
});

test('what RDS does not say is not known', async () => {
  rds.on(DescribeDBInstancesCommand).resolves({ DBInstances: [{}] });
  expect(await ask()).toMatchObject({ status: 'unknown', encrypted: undefined, retentionDays: undefined });
});

test('an instance that is not there is not found, and a silent region unreachable', async () => {
  rds.on(DescribeDBInstancesCommand).resolves({ DBInstances: [] });
  await expect(ask()).rejects.toThrow(NotFound);
  rds.on(DescribeDBInstancesCommand).rejects(anAwsError('TimeoutError'));
  await expect(ask()).rejects.toThrow(Unreachable);
});
