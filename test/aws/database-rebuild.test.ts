import {
  CreateDBInstanceReadReplicaCommand,
  DBInstanceAlreadyExistsFault,
  DBInstanceNotFoundFault,
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  InvalidDBInstanceStateFault,
  ModifyDBInstanceCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { accessTo } from '../../lib/aws/client-settings';
import { databaseRebuild, type ReplicaToBuild } from '../../lib/aws/database-rebuild';
import { NotReady } from '../../lib/domain/errors';
import { mockedClient } from '../helpers/mocked-client';

const rds = mockedClient(RDSClient);
beforeEach(() => rds.reset());

const rebuild = () => databaseRebuild(accessTo('us-east-1'));
const inputOf = () => rds.calls()[0]?.args[0].input;

const replica: ReplicaToBuild = {
  id: 'main',
  sourceArn: 'arn:aws:rds:us-west-2:111122223333:db:main-dr',
  keyArn: 'arn:aws:kms:us-east-1:111122223333:key/one',
  instanceClass: 'db.r5.large',
  multiAz: true,
  port: 5432,
  subnetGroup: 'databases',
  parameterGroup: 'postgres16',
  securityGroups: ['sg-1'],
  tags: { deployment: 'one' },
};

test('a replica is asked for by the ARN of its source, and nothing is left for RDS to choose', async () => {
  rds.on(CreateDBInstanceReadReplicaCommand).resolves({});
  expect(await rebuild().buildReplica(replica)).toBe('asked');
  expect(inputOf()).toEqual({
    DBInstanceIdentifier: 'main',
    SourceDBInstanceIdentifier: 'arn:aws:rds:us-west-2:111122223333:db:main-dr',
    KmsKeyId: 'arn:aws:kms:us-east-1:111122223333:key/one',
    DBInstanceClass: 'db.r5.large',
    MultiAZ: true,
    Port: 5432,
    DBSubnetGroupName: 'databases',
    DBParameterGroupName: 'postgres16',
    VpcSecurityGroupIds: ['sg-1'],
    EnableIAMDatabaseAuthentication: true,
    PubliclyAccessible: false,
    CopyTagsToSnapshot: true,
    DeletionProtection: true,
    Tags: [{ Key: 'deployment', Value: 'one' }],
  });
});

test('a name that is taken is told, and a busy source is waited for', async () => {
  const refusal = { $metadata: {}, message: 'no' };
  rds
    .on(CreateDBInstanceReadReplicaCommand)
    .rejectsOnce(new DBInstanceAlreadyExistsFault(refusal))
    .rejectsOnce(new InvalidDBInstanceStateFault(refusal));
  expect(await rebuild().buildReplica(replica)).toBe('there');
  await expect(rebuild().buildReplica(replica)).rejects.toThrow(NotReady);
});

test.each<[string, (verbs: ReturnType<typeof rebuild>) => Promise<void>, object]>([
  [
    'put aside it is protected too',
    (verbs) => verbs.putAside('main', 'main-kept'),
    { NewDBInstanceIdentifier: 'main-kept', DeletionProtection: true },
  ],
  [
    'its backups are kept',
    (verbs) => verbs.keepBackups('main', { retentionDays: 7, window: '03:00-04:00' }),
    { BackupRetentionPeriod: 7, PreferredBackupWindow: '03:00-04:00' },
  ],
  ['its protection is lifted', (verbs) => verbs.unprotect('main'), { DeletionProtection: false }],
])('%s at once', async (_, change, asked) => {
  rds.on(ModifyDBInstanceCommand).resolves({});
  await change(rebuild());
  expect(inputOf()).toEqual({ DBInstanceIdentifier: 'main', ApplyImmediately: true, ...asked });
});

test('nothing is deleted without a last snapshot, and automated backups stay', async () => {
  rds.on(DeleteDBInstanceCommand).resolves({});
  await rebuild().deleteKeeping('main-kept', 'last');
  expect(inputOf()).toEqual({
    DBInstanceIdentifier: 'main-kept',
    SkipFinalSnapshot: false,
    FinalDBSnapshotIdentifier: 'last',
    DeleteAutomatedBackups: false,
  });
});

test('an instance is described, and one that is not there is nothing', async () => {
  const described = {
    DBInstanceIdentifier: 'main',
    DBInstanceStatus: 'available',
    ReadReplicaSourceDBInstanceIdentifier: replica.sourceArn,
    StatusInfos: [{ StatusType: 'read replication', Status: 'replicating' }],
    BackupRetentionPeriod: 7,
  };
  rds.on(DescribeDBInstancesCommand).resolvesOnce({ DBInstances: [described] });
  expect(await rebuild().standing('main')).toMatchObject({
    id: 'main',
    replicaSource: replica.sourceArn,
    replicationStatus: 'replicating',
    backupRetentionDays: 7,
  });
  rds.on(DescribeDBInstancesCommand).rejects(new DBInstanceNotFoundFault({ $metadata: {}, message: 'none' }));
  expect(await rebuild().standing('main')).toBeUndefined();
});
