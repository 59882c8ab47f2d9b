import {
  DBInstanceAlreadyExistsFault,
  DBInstanceAutomatedBackupNotFoundFault,
  DBInstanceNotFoundFault,
  DeleteDBInstanceCommand,
  DescribeDBInstanceAutomatedBackupsCommand,
  DescribeDBInstancesCommand,
  InstanceQuotaExceededFault,
  PointInTimeRestoreNotEnabledFault,
  RDSClient,
  RestoreDBInstanceFromDBSnapshotCommand,
  RestoreDBInstanceToPointInTimeCommand,
} from '@aws-sdk/client-rds';
import { accessTo } from '../../lib/aws/client-settings';
import { databaseBackups } from '../../lib/aws/database-backups';
import { databaseRestores } from '../../lib/aws/database-restores';
import type { RestoreSettings } from '../../lib/aws/restore-input';
import { InvalidInput, TerminalState } from '../../lib/domain/errors';
import { RUN_TAG, SCRATCH_UNTIL_TAG } from '../../lib/domain/restore-order';
import { DEPLOYMENT_TAG } from '../../lib/domain/snapshot-name';
import { askedOf } from '../helpers/asked-of';
import { at } from '../helpers/at';
import { mockedClient } from '../helpers/mocked-client';

const rds = mockedClient(RDSClient);
beforeEach(() => rds.reset());

const restores = () => databaseRestores(accessTo('us-west-2'));
const backups = () => databaseBackups(accessTo('us-west-2'));

const SOURCE = 'arn:aws:rds:us-east-1:111122223333:db:main';
const BACKUPS = 'arn:aws:rds:us-west-2:111122223333:auto-backup:ab-one';
const settings: RestoreSettings = {
  instanceClass: 'db.r5.large',
  subnetGroup: 'databases',
  parameterGroup: 'postgres16',
  securityGroups: ['sg-1', 'sg-2'],
  multiAz: true,
  port: 5432,
  backupRetentionDays: 7,
};
const restore = { target: 'restored', settings, tags: { run: 'one' } };
const asked = {
  DBInstanceClass: 'db.r5.large',
  DBSubnetGroupName: 'databases',
  DBParameterGroupName: 'postgres16',
  VpcSecurityGroupIds: ['sg-1', 'sg-2'],
  MultiAZ: true,
  Port: 5432,
  BackupRetentionPeriod: 7,
  EnableIAMDatabaseAuthentication: true,
  PubliclyAccessible: false,
  DeletionProtection: false,
  CopyTagsToSnapshot: true,
  Tags: [{ Key: 'run', Value: 'one' }],
};

type Verbs = ReturnType<typeof databaseRestores>;

test.each<[string, (verbs: Verbs) => Promise<unknown>, string, object]>([
  [
    'a restore to a moment names the moment and all that RDS would choose otherwise',
    (verbs) => verbs.restoreToTime({ ...restore, source: { instance: 'main' }, to: at(0) }),
    'RestoreDBInstanceToPointInTimeCommand',
    {
      SourceDBInstanceIdentifier: 'main',
      TargetDBInstanceIdentifier: 'restored',
      RestoreTime: new Date(at(0)),
      ...asked,
    },
  ],
  [
    'a restore without a moment asks for the latest, here from replicated backups',
    (verbs) => verbs.restoreToTime({ ...restore, source: { backupsArn: BACKUPS } }),
    'RestoreDBInstanceToPointInTimeCommand',
    {
      SourceDBInstanceAutomatedBackupsArn: BACKUPS,
      TargetDBInstanceIdentifier: 'restored',
      UseLatestRestorableTime: true,
      ...asked,
    },
  ],
  [
    'a restore from a snapshot',
    (verbs) => verbs.restoreFromSnapshot({ ...restore, snapshotId: 'nightly' }),
    'RestoreDBInstanceFromDBSnapshotCommand',
    { DBInstanceIdentifier: 'restored', DBSnapshotIdentifier: 'nightly', ...asked },
  ],
  [
    'protect',
    (verbs) => verbs.protect('restored'),
    'ModifyDBInstanceCommand',
    { DBInstanceIdentifier: 'restored', DeletionProtection: true, ApplyImmediately: true },
  ],
  [
    'untag',
    (verbs) => verbs.untag('arn:restored', 'one'),
    'RemoveTagsFromResourceCommand',
    { ResourceName: 'arn:restored', TagKeys: ['one'] },
  ],
])('%s', async (_, ask, command, input) => {
  await ask(restores());
  expect(askedOf(rds)).toEqual([[command, input]]);
});

test('a name that is taken is told, since it may be an earlier call of ours', async () => {
  const fault = new DBInstanceAlreadyExistsFault({ message: 'there', $metadata: {} });
  rds.on(RestoreDBInstanceFromDBSnapshotCommand).rejectsOnce(fault).resolves({});
  const snapshot = { ...restore, snapshotId: 'nightly' };
  expect(await restores().restoreFromSnapshot(snapshot)).toBe('there');
  expect(await restores().restoreFromSnapshot(snapshot)).toBe('asked');
});

test.each([
  ['a quota', new InstanceQuotaExceededFault({ message: 'no more than 40', $metadata: {} })],
  ['a source without backups', new PointInTimeRestoreNotEnabledFault({ message: 'off', $metadata: {} })],
])('%s is no reason to wait, and its name is in the message', async (_, fault) => {
  rds.on(RestoreDBInstanceToPointInTimeCommand).rejects(fault);
  const restoring = restores().restoreToTime({ ...restore, source: { instance: 'main' } });
  await expect(restoring).rejects.toBeInstanceOf(TerminalState);
  await expect(restoring).rejects.toThrow(
    `rds in us-west-2: restore restored to the latest moment: ${fault.message} (${fault.name})`,
  );
});

describe('backups', () => {
  const window = { EarliestTime: new Date(at(0)), LatestTime: new Date(at(60)) };

  test('of an instance: the instance knows best what the latest moment is', async () => {
    rds.on(DescribeDBInstancesCommand).resolves({
      DBInstances: [
        { DBInstanceArn: SOURCE, BackupRetentionPeriod: 7, LatestRestorableTime: new Date(at(90)) },
      ],
    });
    rds.on(DescribeDBInstanceAutomatedBackupsCommand).resolves({
      DBInstanceAutomatedBackups: [
        { DBInstanceArn: SOURCE, Status: 'retained' },
        { DBInstanceArn: SOURCE, Status: 'active', RestoreWindow: window },
      ],
    });
    expect(await backups().backupWindow('main')).toEqual({
      arn: SOURCE,
      status: 'active',
      earliest: at(0),
      latest: at(90),
    });
    expect(askedOf(rds)).toEqual([
      ['DescribeDBInstancesCommand', { DBInstanceIdentifier: 'main' }],
      ['DescribeDBInstanceAutomatedBackupsCommand', { DBInstanceIdentifier: 'main' }],
    ]);
  });

  test('that are switched off are none', async () => {
    rds.on(DescribeDBInstancesCommand).resolves({ DBInstances: [{ BackupRetentionPeriod: 0 }] });
    expect(await backups().backupWindow('main')).toBeUndefined();
  });

  test('that RDS does not list are unknown, not none', async () => {
    rds.on(DescribeDBInstancesCommand).resolves({
      DBInstances: [{ DBInstanceArn: SOURCE, BackupRetentionPeriod: 7 }],
    });
    const fault = new DBInstanceAutomatedBackupNotFoundFault({ message: 'none', $metadata: {} });
    rds.on(DescribeDBInstanceAutomatedBackupsCommand).rejects(fault);
    expect(await backups().backupWindow('main')).toEqual({ arn: SOURCE, status: 'unknown' });
  });

  test('that are replicated are found on a later page, by the instance that they are of', async () => {
    rds
      .on(DescribeDBInstanceAutomatedBackupsCommand)
      .resolvesOnce({
        DBInstanceAutomatedBackups: [{ DBInstanceArn: 'arn:aws:rds:us-west-2:111122223333:db:main' }],
        Marker: 'more',
      })
      .resolves({
        DBInstanceAutomatedBackups: [
          {
            DBInstanceArn: SOURCE,
            DBInstanceAutomatedBackupsArn: BACKUPS,
            Status: 'replicating',
            RestoreWindow: window,
          },
        ],
      });
    expect(await backups().replicatedBackups(SOURCE)).toEqual({
      arn: BACKUPS,
      status: 'replicating',
      earliest: at(0),
      latest: at(60),
    });
  });

  test('that nobody replicates are none; those that cannot be asked for are an error', async () => {
    rds.on(DescribeDBInstanceAutomatedBackupsCommand).resolves({});
    expect(await backups().replicatedBackups(SOURCE)).toBeUndefined();
    rds.on(DescribeDBInstanceAutomatedBackupsCommand).rejects(new Error('something else'));
    await expect(backups().replicatedBackups(SOURCE)).rejects.toThrow('something else');
  });
});

describe('removing', () => {
  const ours = { [DEPLOYMENT_TAG]: 'firebackup', [RUN_TAG]: 'drill-1', [SCRATCH_UNTIL_TAG]: at(0) };
  const found = (tags: Readonly<Record<string, string | undefined>>, more: object = {}) =>
    rds.on(DescribeDBInstancesCommand).resolves({
      DBInstances: [
        {
          DBInstanceIdentifier: 'scratch',
          DBInstanceStatus: 'available',
          TagList: Object.entries(tags).flatMap(([Key, Value]) => (Value ? [{ Key, Value }] : [])),
          ...more,
        },
      ],
    });

  test('looks first, and takes the backups along', async () => {
    found(ours);
    expect(await restores().remove('scratch', 'firebackup')).toBe('going');
    expect(askedOf(rds)).toEqual([
      ['DescribeDBInstancesCommand', { DBInstanceIdentifier: 'scratch' }],
      [
        'DeleteDBInstanceCommand',
        { DBInstanceIdentifier: 'scratch', SkipFinalSnapshot: true, DeleteAutomatedBackups: true },
      ],
    ]);
  });

  test.each([
    ['of another deployment', { ...ours, [DEPLOYMENT_TAG]: 'another' }, {}],
    ['of nobody', { ...ours, [DEPLOYMENT_TAG]: undefined }, {}],
    ['of no run', { ...ours, [RUN_TAG]: undefined }, {}],
    ['that was handed over', { ...ours, [SCRATCH_UNTIL_TAG]: undefined }, {}],
    ['that somebody protects', ours, { DeletionProtection: true }],
  ])('leaves alone an instance %s', async (_, tags, more) => {
    found(tags, more);
    await expect(restores().remove('scratch', 'firebackup')).rejects.toBeInstanceOf(InvalidInput);
    expect(rds.commandCalls(DeleteDBInstanceCommand)).toEqual([]);
  });

  test('what is on its way is not asked for again, and what is gone is done', async () => {
    found(ours, { DBInstanceStatus: 'deleting' });
    expect(await restores().remove('scratch', 'firebackup')).toBe('going');
    rds
      .on(DescribeDBInstancesCommand)
      .rejects(new DBInstanceNotFoundFault({ message: 'gone', $metadata: {} }));
    expect(await restores().remove('scratch', 'firebackup')).toBe('gone');
    expect(rds.commandCalls(DeleteDBInstanceCommand)).toEqual([]);
  });
});

test('instances with a tag are found on all pages, whatever its value', async () => {
  const one = (DBInstanceIdentifier: string, ...keys: string[]) => ({
    DBInstanceIdentifier,
    TagList: keys.map((Key) => ({ Key, Value: 'any' })),
  });
  rds
    .on(DescribeDBInstancesCommand)
    .resolvesOnce({ DBInstances: [one('first', 'scratch'), one('live')], Marker: 'more' })
    .resolves({ DBInstances: [one('second', 'other', 'scratch')] });
  expect((await restores().taggedInstances('scratch')).map(({ id }) => id)).toEqual(['first', 'second']);
});

test('an instance is described with its endpoint, once it has one', async () => {
  rds.on(DescribeDBInstancesCommand).resolvesOnce({
    DBInstances: [{ DBInstanceIdentifier: 'restored', DBInstanceStatus: 'creating', Endpoint: {} }],
  });
  expect(await restores().instanceDetails('restored')).toEqual({
    id: 'restored',
    arn: '',
    status: 'creating',
    endpoint: undefined,
    securityGroups: [],
    deletionProtection: false,
    tags: {},
  });
  rds.on(DescribeDBInstancesCommand).resolves({
    DBInstances: [{ Endpoint: { Address: 'restored.example.com', Port: 5432 } }],
  });
  expect((await restores().instanceDetails('restored'))?.endpoint).toEqual({
    host: 'restored.example.com',
    port: 5432,
  });
});
