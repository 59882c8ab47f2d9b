import type { DBInstance } from '@aws-sdk/client-rds';
import type { ScheduleJudgement } from '../../lib/domain/schedule-watch';
import { doctor } from '../../operator/commands/doctor';
import type { Finding } from '../../operator/doctor/finding';
import type { Operations } from '../../rehearsal/cloud/interception';
import { aRole } from '../helpers/a-role';
import { anAwsError } from '../helpers/an-aws-error';
import { at } from '../helpers/at';
import { aDesk, type DeskSettings, type TestDesk } from './a-desk';

const PRIMARY: DBInstance = {
  DBInstanceStatus: 'available',
  Engine: 'postgres',
  DBInstanceClass: 'db.r5.large',
  AllocatedStorage: 100,
  StorageEncrypted: true,
  KmsKeyId: 'arn:aws:kms:us-east-1:111122223333:key/one',
  BackupRetentionPeriod: 7,
  IAMDatabaseAuthenticationEnabled: true,
  DeletionProtection: true,
  VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-00000001', Status: 'active' }],
};
const REPLICA: DBInstance = {
  ...PRIMARY,
  KmsKeyId: 'arn:aws:kms:us-west-2:111122223333:key/two',
  ReadReplicaSourceDBInstanceIdentifier: 'arn:primary',
  StatusInfos: [{ StatusType: 'read replication', Status: 'replicating' }],
  VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-00000002', Status: 'active' }],
};
const MEMBERS = [
  {
    ReplicationGroupRegion: 'us-east-1',
    ReplicationGroupId: 'queue-primary',
    Role: 'PRIMARY',
    Status: 'associated',
  },
  {
    ReplicationGroupRegion: 'us-west-2',
    ReplicationGroupId: 'queue-recovery',
    Role: 'SECONDARY',
    Status: 'associated',
  },
];
const MACHINES = [
  'failover',
  'failback',
  'switchover',
  'restore',
  'drill',
  'snapshot',
  'wal-check',
  'heartbeat',
  'write-access',
];

interface Aws {
  readonly primary?: Partial<DBInstance>;
  readonly replica?: Partial<DBInstance>;
  readonly members?: readonly object[];
  readonly machines?: readonly string[];
  readonly admits?: readonly string[];
  readonly used?: number;
}

const services = ({
  primary = {},
  replica = {},
  members = MEMBERS,
  machines = MACHINES,
  admits,
  used = 10,
}: Aws = {}): Readonly<Record<string, Operations>> => ({
  RDS: {
    DescribeDBInstances: async ({ DBInstanceIdentifier: id }) => ({
      DBInstances: [id === 'firebackup-primary' ? { ...PRIMARY, ...primary } : { ...REPLICA, ...replica }],
    }),
    DescribeAccountAttributes: async () => ({
      AccountQuotas: [{ AccountQuotaName: 'ManualSnapshots', Used: used, Max: 100 }],
    }),
  },
  ElastiCache: {
    DescribeGlobalReplicationGroups: async () => ({
      GlobalReplicationGroups: [{ Status: 'available', GlobalNodeGroups: [{}], Members: members }],
    }),
  },
  EC2: {
    DescribeSecurityGroupRules: async ({ Filters }) => {
      const [group] = Filters[0].Values as string[];
      const own = ['sg-000000f1', 'sg-000000c1'].includes(group ?? '') ? 'sg-000000a1' : 'sg-000000a2';
      return {
        SecurityGroupRules: (admits ?? [own]).map((GroupId) => ({ ReferencedGroupInfo: { GroupId } })),
      };
    },
  },
  SFN: {
    ListStateMachines: async () => ({
      stateMachines: machines.map((one) => ({ name: `firebackup-${one}`, stateMachineArn: `arn:${one}` })),
    }),
  },
});

const firing = (overrides: Partial<ScheduleJudgement> = {}): ScheduleJudgement => ({
  region: 'us-east-1',
  group: 'firebackup-heartbeat',
  state: 'firing',
  because: 'it fired last',
  watchedSince: at(0),
  ...overrides,
});

async function aSoundDesk(aws?: Aws, settings: DeskSettings = {}, schedule = firing()): Promise<TestDesk> {
  const desk = aDesk({ services: services(aws), ...settings });
  for (const region of ['us-east-1', 'us-west-2'])
    await desk.truth.writeSchedules({ region, at: at(0), schedules: [schedule] });
  return desk;
}

async function examined(desk: TestDesk) {
  const told = await doctor(desk);
  const { findings } = told.data as { findings: readonly Finding[] };
  const which = (state: Finding['state']) => findings.filter((one) => one.state === state);
  return { ...told, bad: which('bad'), unknown: which('unknown'), fine: which('fine') };
}

test('where all is as the plan says, nothing is wrong, and what nobody can look at is unknown all the same', async () => {
  const { news, bad, unknown, fine } = await examined(await aSoundDesk());
  expect(bad).toEqual([]);
  expect(news).toBe('fine');
  expect(unknown.map(({ what }) => what)).toEqual(['keys', 'grants in the databases', 'permissions']);
  expect(fine.length).toBeGreaterThan(25);
});

const faults: readonly [name: string, aws: Aws, what: string, found: string][] = [
  [
    'an engine of another kind',
    { primary: { Engine: 'mysql' } },
    'database main in us-east-1, engine',
    'mysql',
  ],
  [
    'no encryption',
    { primary: { StorageEncrypted: false } },
    'database main in us-east-1, encryption',
    'not',
  ],
  [
    'a key of the other region',
    { replica: { KmsKeyId: PRIMARY.KmsKeyId } },
    'database main in us-west-2, key',
    'lies in us-east-1',
  ],
  ['a short retention', { primary: { BackupRetentionPeriod: 1 } }, 'database main, backups', '1 days'],
  [
    'no IAM login',
    { replica: { IAMDatabaseAuthenticationEnabled: false } },
    'database main in us-west-2, IAM login',
    'off',
  ],
  [
    'a replica that stopped',
    { replica: { StatusInfos: [{ StatusType: 'read replication', Status: 'terminated' }] } },
    'database main, replica',
    'terminated',
  ],
  [
    'a replica that follows nobody',
    { replica: { ReadReplicaSourceDBInstanceIdentifier: undefined } },
    'database main, replica',
    'follows nobody',
  ],
  [
    'a replica that is too small',
    { replica: { AllocatedStorage: 50 } },
    'database main, storage',
    '50 GB stand by for 100',
  ],
  [
    'a weaker replica',
    { replica: { DBInstanceClass: 'db.t3.micro' } },
    'database main, class',
    'db.t3.micro',
  ],
  [
    'the fence on a primary that serves',
    { primary: { VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-000000f1' }] } },
    'database main in us-east-1, groups',
    'sg-000000f1',
  ],
  ['a cache that is no member', { members: MEMBERS.slice(0, 1) }, 'cache queue in us-west-2', 'is no member'],
  [
    'a fence that leaks',
    { admits: ['sg-000000a1', '0.0.0.0/0'] },
    'fence of main in us-east-1',
    'admits 0.0.0.0/0',
  ],
  ['a fence that lets nobody in', { admits: [] }, 'fence of main in us-east-1', 'admits nobody'],
  [
    'machines that are not there',
    { machines: MACHINES.filter((one) => one !== 'failover') },
    'machines in us-west-2',
    'there is no failover',
  ],
  ['a quota that is used up', { used: 98 }, 'snapshot quota in us-east-1', '98 of 100'],
];

test.each(faults)('%s is wrong, with what to do about it', async (_name, aws, what, found) => {
  const { news, bad, lines } = await examined(await aSoundDesk(aws));
  expect(news).toBe('bad');
  expect(bad).toContainEqual({
    state: 'bad',
    what,
    found: expect.stringContaining(found),
    next: expect.stringMatching(/.{10}/),
  });
  expect(lines.every((line) => line.length <= 110)).toBe(true);
});

test('what RDS does not say is unknown, and neither fine nor wrong', async () => {
  const { unknown, bad } = await examined(await aSoundDesk({ primary: { StorageEncrypted: undefined } }));
  expect(bad).toEqual([]);
  expect(unknown.map(({ what }) => what)).toContain('database main in us-east-1, encryption');
});

test('a region that is gone is unknown, and the other one is looked at all the same', async () => {
  const { unknown, fine } = await examined(await aSoundDesk({}, { dead: ['us-east-1'] }));
  const whats = unknown.map(({ what }) => what);
  expect(whats).toEqual(
    expect.arrayContaining(['ledger in us-east-1', 'database main in us-east-1', 'machines in us-east-1']),
  );
  expect(fine.map(({ what }) => what)).toContain('machines in us-west-2');
});

test('after a failover the old primary may have its fence, and the other one has to write', async () => {
  const desk = await aSoundDesk({
    primary: { VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-000000f1' }] },
    replica: { ReadReplicaSourceDBInstanceIdentifier: undefined, StatusInfos: [] },
  });
  await desk.truth.writeRole(aRole({ activeRegion: 'us-west-2', epoch: 2 }));
  const { bad, fine } = await examined(desk);
  expect(fine.map(({ found }) => found).join(' ')).toContain('fenced by sg-000000f1');
  expect(bad.map(({ what }) => what)).toContain('database main, replica');
});

test.each([
  [firing({ state: 'silent', because: 'silent for an hour' }), 'bad'],
  [firing({ state: 'unknown', because: 'nobody could ask' }), 'unknown'],
] as const)('a schedule that is not heard is told of: %j', async (schedule, state) => {
  const found = await examined(await aSoundDesk({}, {}, schedule));
  expect(found[state].map(({ what }) => what)).toContain('schedule firebackup-heartbeat in us-east-1');
});

test('schedules that were heard long ago are unknown', async () => {
  const { unknown } = await examined(await aSoundDesk({}, { seconds: 7200 }));
  expect(unknown.map(({ what }) => what)).toContain('schedules, heard by us-west-2');
});

test('a denied look is unknown and names the action; credentials that are none end it', async () => {
  const denied = Object.assign(new Error('not authorized to perform: rds:DescribeDBInstances on x'), {
    name: 'AccessDeniedException',
  });
  const rds = { DescribeDBInstances: async () => Promise.reject(denied) };
  const { unknown } = await examined(await aSoundDesk({}, { services: { ...services(), RDS: rds } }));
  expect(unknown.map(({ found }) => found).join()).toContain('rds:DescribeDBInstances');
  const none = aDesk({ failing: () => anAwsError('CredentialsProviderError') });
  await expect(doctor(none)).rejects.toThrow('CredentialsProviderError');
});
