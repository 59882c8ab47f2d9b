import {
  CopyDBSnapshotCommand,
  DBInstanceNotFoundFault,
  DBSnapshotNotFoundFault,
  DeleteDBSnapshotCommand,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  InvalidDBInstanceStateFault,
  InvalidDBSnapshotStateFault,
  PromoteReadReplicaCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { accessTo } from '../../lib/aws/client-settings';
import { databaseSnapshots } from '../../lib/aws/database-snapshots';
import { databases } from '../../lib/aws/databases';
import { NotFound, NotReady } from '../../lib/domain/errors';
import { askedOf } from '../helpers/asked-of';
import { at } from '../helpers/at';
import { mockedClient } from '../helpers/mocked-client';

const rds = mockedClient(RDSClient);
beforeEach(() => rds.reset());

const someDatabases = () => ({
  ...databases(accessTo('us-west-2')),
  ...databaseSnapshots(accessTo('us-west-2')),
});

test('an instance is described as far as we use it', async () => {
  rds.on(DescribeDBInstancesCommand).resolves({
    DBInstances: [
      {
        DBInstanceIdentifier: 'main',
        DBInstanceArn: 'arn:main',
        DBInstanceStatus: 'available',
        ReadReplicaSourceDBInstanceIdentifier: 'arn:source',
        StatusInfos: [
          { StatusType: 'something else', Status: 'error' },
          { StatusType: 'read replication', Status: 'replicating' },
        ],
        VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1', Status: 'adding' }],
        TagList: [{ Key: 'firebackup:fenced-for', Value: 'run-1' }],
      },
    ],
  });
  expect(await someDatabases().instance('main')).toEqual({
    id: 'main',
    arn: 'arn:main',
    status: 'available',
    replicaSource: 'arn:source',
    replicationStatus: 'replicating',
    securityGroups: [{ id: 'sg-1', status: 'adding' }],
    tags: { 'firebackup:fenced-for': 'run-1' },
  });
  expect(askedOf(rds)).toEqual([['DescribeDBInstancesCommand', { DBInstanceIdentifier: 'main' }]]);
});

test('what an instance does not say is unknown or absent, never made up', async () => {
  rds.on(DescribeDBInstancesCommand).resolves({ DBInstances: [{}] });
  expect(await someDatabases().instance('main')).toEqual({
    id: 'main',
    arn: '',
    status: 'unknown',
    replicaSource: undefined,
    replicationStatus: undefined,
    securityGroups: [],
    tags: {},
  });
});

test.each([
  ['with an error', new DBInstanceNotFoundFault({ message: 'gone', $metadata: {} })],
  ['with an empty list', undefined],
])('an instance that AWS does not have, said %s, is not found', async (_, fault) => {
  const described = rds.on(DescribeDBInstancesCommand);
  if (fault) described.rejects(fault);
  else described.resolves({ DBInstances: [] });
  await expect(someDatabases().instance('main')).rejects.toThrow(NotFound);
});

test('a snapshot says when its data was taken, unlike when the copy was made', async () => {
  rds.on(DescribeDBSnapshotsCommand).resolves({
    DBSnapshots: [
      {
        DBSnapshotArn: 'arn:copy',
        Status: 'available',
        PercentProgress: 100,
        Encrypted: true,
        KmsKeyId: 'arn:key',
        SnapshotCreateTime: new Date(at(60)),
        OriginalSnapshotCreateTime: new Date(at(0)),
        TagList: [{ Key: 'firebackup:deployment', Value: 'firebackup' }, { Key: 'empty' }],
      },
    ],
  });
  expect(await someDatabases().snapshot('nightly')).toEqual({
    id: 'nightly',
    arn: 'arn:copy',
    status: 'available',
    percent: 100,
    encrypted: true,
    keyArn: 'arn:key',
    createdAt: at(60),
    takenAt: at(0),
    tags: { 'firebackup:deployment': 'firebackup', empty: '' },
  });
  expect(askedOf(rds)).toEqual([['DescribeDBSnapshotsCommand', { DBSnapshotIdentifier: 'nightly' }]]);
});

test('a snapshot that is not there is nothing; one that could not be asked for is an error', async () => {
  rds.on(DescribeDBSnapshotsCommand).rejects(new DBSnapshotNotFoundFault({ message: 'gone', $metadata: {} }));
  expect(await someDatabases().snapshot('nightly')).toBeUndefined();
  rds.on(DescribeDBSnapshotsCommand).rejects(new Error('something else'));
  await expect(someDatabases().snapshot('nightly')).rejects.toThrow('something else');
});

test('a snapshot that does not say whether it is encrypted is taken for not encrypted', async () => {
  rds.on(DescribeDBSnapshotsCommand).resolves({ DBSnapshots: [{}] });
  expect(await someDatabases().snapshot('nightly')).toMatchObject({
    encrypted: false,
    status: 'unknown',
    tags: {},
  });
});

type Verbs = ReturnType<typeof someDatabases>;

test.each<[string, (verbs: Verbs) => Promise<void>, string, object]>([
  [
    'promote passes retention and window, which RDS would else choose',
    (verbs) => verbs.promote('main', { retentionDays: 7, window: '03:00-04:00' }),
    'PromoteReadReplicaCommand',
    { DBInstanceIdentifier: 'main', BackupRetentionPeriod: 7, PreferredBackupWindow: '03:00-04:00' },
  ],
  [
    'setSecurityGroups does not wait for the maintenance window',
    (verbs) => verbs.setSecurityGroups('main', ['sg-1', 'sg-2']),
    'ModifyDBInstanceCommand',
    { DBInstanceIdentifier: 'main', VpcSecurityGroupIds: ['sg-1', 'sg-2'], ApplyImmediately: true },
  ],
  [
    'reboot does not move the instance to its other zone',
    (verbs) => verbs.reboot('main'),
    'RebootDBInstanceCommand',
    { DBInstanceIdentifier: 'main', ForceFailover: false },
  ],
  [
    'tag',
    (verbs) => verbs.tag('arn:main', { a: '1', b: '2' }),
    'AddTagsToResourceCommand',
    {
      ResourceName: 'arn:main',
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
      ],
    },
  ],
  [
    'createSnapshot',
    (verbs) => verbs.createSnapshot('main', 'nightly', { a: '1' }),
    'CreateDBSnapshotCommand',
    { DBInstanceIdentifier: 'main', DBSnapshotIdentifier: 'nightly', Tags: [{ Key: 'a', Value: '1' }] },
  ],
  [
    'copySnapshot names the source by its ARN and the key of the target',
    (verbs) =>
      verbs.copySnapshot({
        sourceArn: 'arn:aws:rds:us-east-1:111122223333:snapshot:nightly',
        sourceRegion: 'us-east-1',
        targetId: 'nightly',
        keyArn: 'arn:key',
        tags: {},
      }),
    'CopyDBSnapshotCommand',
    {
      SourceDBSnapshotIdentifier: 'arn:aws:rds:us-east-1:111122223333:snapshot:nightly',
      TargetDBSnapshotIdentifier: 'nightly',
      KmsKeyId: 'arn:key',
      Tags: [],
    },
  ],
  [
    'deleteSnapshot',
    (verbs) => verbs.deleteSnapshot('nightly'),
    'DeleteDBSnapshotCommand',
    { DBSnapshotIdentifier: 'nightly' },
  ],
])('%s', async (_, ask, command, input) => {
  await ask(someDatabases());
  expect(askedOf(rds)).toEqual([[command, input]]);
});

test('an instance that is busy is not ready, and the message says where and what was asked', async () => {
  rds
    .on(PromoteReadReplicaCommand)
    .rejects(new InvalidDBInstanceStateFault({ message: 'busy', $metadata: {} }));
  const promoting = someDatabases().promote('main', { retentionDays: 7, window: '03:00-04:00' });
  await expect(promoting).rejects.toThrow(NotReady);
  await expect(promoting).rejects.toThrow('rds in us-west-2: promote main: busy');
});

test.each([
  ['is gone', new DBSnapshotNotFoundFault({ message: 'gone', $metadata: {} }), NotFound],
  ['is being copied', new InvalidDBSnapshotStateFault({ message: 'copying', $metadata: {} }), NotReady],
])('a snapshot that %s is not deleted, and the error is ours', async (_, fault, Ours) => {
  rds.on(DeleteDBSnapshotCommand).rejects(fault);
  const deleting = someDatabases().deleteSnapshot('nightly');
  await expect(deleting).rejects.toThrow(Ours);
  await expect(deleting).rejects.toThrow('rds in us-west-2: delete snapshot nightly: ');
});

test('an error that is not ours to name passes untouched', async () => {
  const fault = new Error('quota');
  rds.on(CopyDBSnapshotCommand).rejects(fault);
  const copy = { sourceArn: 'arn:x', sourceRegion: 'us-east-1', targetId: 'x', keyArn: 'arn:key', tags: {} };
  await expect(someDatabases().copySnapshot(copy)).rejects.toBe(fault);
});
