import { DescribeDBInstancesCommand, ModifyDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds';
import { accessTo } from '../../lib/aws/client-settings';
import { databaseSettings } from '../../lib/aws/database-settings';
import { NotFound, NotReady } from '../../lib/domain/errors';
import { anAwsError } from '../helpers/an-aws-error';
import { askedOf } from '../helpers/asked-of';
import { mockedClient } from '../helpers/mocked-client';

const rds = mockedClient(RDSClient);
const verbs = () => databaseSettings(accessTo('us-west-2'));

const described = {
  DBInstanceStatus: 'available',
  MultiAZ: false,
  BackupRetentionPeriod: 1,
  PreferredBackupWindow: '03:00-04:00',
  DBParameterGroups: [{ DBParameterGroupName: 'default.postgres16', ParameterApplyStatus: 'in-sync' }],
  DeletionProtection: false,
};

beforeEach(() => rds.reset());

test('settings are what RDS has', async () => {
  rds.on(DescribeDBInstancesCommand).resolves({ DBInstances: [described] });
  expect(await verbs().settings('main')).toEqual({
    status: 'available',
    settings: {
      multiAz: false,
      backupRetentionDays: 1,
      backupWindow: '03:00-04:00',
      parameterGroup: 'default.postgres16',
      deletionProtection: false,
    },
    awaitsRestart: false,
  });
});

test('what was asked for counts before it is in force, and parameters that wait for a restart say so', async () => {
  rds.on(DescribeDBInstancesCommand).resolves({
    DBInstances: [
      {
        ...described,
        DBInstanceStatus: 'modifying',
        PendingModifiedValues: { MultiAZ: true, BackupRetentionPeriod: 7 },
        DBParameterGroups: [{ DBParameterGroupName: 'postgres16', ParameterApplyStatus: 'pending-reboot' }],
      },
    ],
  });
  expect(await verbs().settings('main')).toMatchObject({
    status: 'modifying',
    settings: { multiAz: true, backupRetentionDays: 7, parameterGroup: 'postgres16' },
    awaitsRestart: true,
  });
});

test('what RDS does not say is not taken for as the plan wants it', async () => {
  rds.on(DescribeDBInstancesCommand).resolves({ DBInstances: [{}] });
  expect(await verbs().settings('main')).toMatchObject({
    status: 'unknown',
    settings: {
      multiAz: false,
      backupRetentionDays: 0,
      backupWindow: '',
      parameterGroup: '',
      deletionProtection: false,
    },
  });
  rds.on(DescribeDBInstancesCommand).resolves({ DBInstances: [] });
  await expect(verbs().settings('main')).rejects.toThrow(NotFound);
});

test('only what is asked for is sent, and at once', async () => {
  rds.on(ModifyDBInstanceCommand).resolves({});
  await verbs().change('main', { multiAz: true });
  await verbs().change('main', {
    backupRetentionDays: 7,
    backupWindow: '03:00-04:00',
    parameterGroup: 'postgres16',
    deletionProtection: true,
  });
  expect(askedOf(rds)).toEqual([
    ['ModifyDBInstanceCommand', { DBInstanceIdentifier: 'main', ApplyImmediately: true, MultiAZ: true }],
    [
      'ModifyDBInstanceCommand',
      {
        DBInstanceIdentifier: 'main',
        ApplyImmediately: true,
        BackupRetentionPeriod: 7,
        PreferredBackupWindow: '03:00-04:00',
        DBParameterGroupName: 'postgres16',
        DeletionProtection: true,
      },
    ],
  ]);
});

test('an instance that is busy is waited for', async () => {
  rds.on(ModifyDBInstanceCommand).rejects(anAwsError('InvalidDBInstanceStateFault'));
  await expect(verbs().change('main', { multiAz: true })).rejects.toThrow(NotReady);
});
