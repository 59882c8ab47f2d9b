import type { DBInstance } from '@aws-sdk/client-rds';
import type { ScheduleJudgement } from '../../lib/domain/schedule-watch';
import { deploymentOf } from '../../lib/plan/deployment';
import { packedDeployment } from '../../lib/plan/packed-deployment';
import type { Plan } from '../../lib/plan/plan';
import { doctor } from '../../operator/commands/doctor';
import type { Finding } from '../../operator/doctor/finding';
import { aPlan } from '../helpers/a-plan';
import { aRole } from '../helpers/a-role';
import { anAwsError } from '../helpers/an-aws-error';
import { at } from '../helpers/at';
import { aDesk, type DeskSettings, type Served, type TestDesk } from './a-desk';

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
  EngineVersion: '16.4',
  DBParameterGroups: [{ DBParameterGroupName: 'postgres16' }],
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
  readonly admits?: (group: string) => readonly string[] | undefined;
  readonly used?: number;
  readonly instances?: number;
  readonly key?: object;
  readonly subnets?: (id: string, region: string) => object | undefined;
  readonly deployed?: (region: string) => { plan?: Plan; code?: string };
  readonly refused?: string;
}

const aSubnet = (id: string) => ({
  SubnetId: id,
  VpcId: `vpc-0000000${id.at(-2)}`,
  AvailabilityZone: `zone-${id.at(-1)}`,
  AvailableIpAddressCount: 200,
});

const services = ({
  primary = {},
  replica = {},
  members = MEMBERS,
  machines = MACHINES,
  admits,
  used = 10,
  instances = 10,
  key = { KeyState: 'Enabled', KeyUsage: 'ENCRYPT_DECRYPT' },
  subnets = aSubnet,
  deployed = () => ({}),
  refused,
}: Aws = {}): Readonly<Record<string, Served>> => ({
  RDS: {
    DescribeDBInstances: async ({ DBInstanceIdentifier: id }) => ({
      DBInstances: [id === 'firebackup-primary' ? { ...PRIMARY, ...primary } : { ...REPLICA, ...replica }],
    }),
    DescribeAccountAttributes: async () => ({
      AccountQuotas: [
        { AccountQuotaName: 'ManualSnapshots', Used: used, Max: 100 },
        { AccountQuotaName: 'DBInstances', Used: instances, Max: 40 },
      ],
    }),
  },
  ElastiCache: {
    DescribeGlobalReplicationGroups: async () => ({
      GlobalReplicationGroups: [{ Status: 'available', GlobalNodeGroups: [{}], Members: members }],
    }),
  },
  KMS: { DescribeKey: async () => ({ KeyMetadata: key }) },
  Lambda: {
    Invoke: async ({ FunctionName: name }, region) => {
      if (refused !== undefined && `${region} ${name}`.includes(refused))
        throw Object.assign(new Error(`not authorized to perform: lambda:InvokeFunction on ${name}`), {
          name: 'AccessDeniedException',
        });
      return {};
    },
    GetFunctionConfiguration: async (_input, region) => {
      const { plan = aPlan(), code = 'one' } = deployed(region);
      const DEPLOYMENT = packedDeployment(deploymentOf(plan));
      return { CodeSha256: code, Environment: { Variables: { DEPLOYMENT } } };
    },
  },
  EC2: {
    DescribeSubnets: async ({ Filters }, region) => ({
      Subnets: (Filters[0].Values as string[]).flatMap((id) => subnets(id, region) ?? []),
    }),
    DescribeSecurityGroupRules: async ({ Filters }) => {
      const [group = ''] = Filters[0].Values as string[];
      const own = group.endsWith('1') ? 'sg-000000a1' : 'sg-000000a2';
      return {
        SecurityGroupRules: (admits?.(group) ?? [own]).map((GroupId) => ({
          ReferencedGroupInfo: { GroupId },
        })),
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
  expect(unknown.map(({ what }) => what)).toEqual(['grants in the databases', 'permissions of functions']);
  expect(fine.length).toBeGreaterThan(25);
});

test('what it says to do leads to the runbook where the plan says that it can be opened', async () => {
  const runbooks = 'https://git.example.com/ops/runbook.md';
  const { unknown } = await examined(await aSoundDesk(undefined, { plan: aPlan({ runbooks }) }));
  expect(unknown[0]?.next).toBe(`${runbooks}#switchover has them`);
  const elsewhere = await examined(await aSoundDesk());
  expect(elsewhere.unknown[0]?.next).toBe('statemachines/README.md#switchover has them');
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
    { admits: (group) => (group === 'sg-000000f1' ? ['sg-000000a1', '0.0.0.0/0'] : undefined) },
    'fence of main in us-east-1',
    'admits 0.0.0.0/0',
  ],
  ['a fence that lets nobody in', { admits: () => [] }, 'fence of main in us-east-1', 'admits nobody'],
  [
    'a database that lets the orchestrator in nowhere',
    { admits: (group) => (group === 'sg-00000001' ? ['sg-12345678'] : undefined) },
    'way to main in us-east-1',
    'admits sg-12345678',
  ],
  [
    'a replica of another version',
    { replica: { EngineVersion: '16.3' } },
    'database main, version',
    '16.3 stands by for 16.4',
  ],
  [
    'a replica with parameters of its own',
    { replica: { DBParameterGroups: [{ DBParameterGroupName: 'default.postgres16' }] } },
    'database main in us-west-2, parameters',
    'default.postgres16',
  ],
  [
    'a key that is to be deleted',
    { key: { KeyState: 'PendingDeletion', KeyUsage: 'ENCRYPT_DECRYPT' } },
    'key in us-west-2',
    'PendingDeletion',
  ],
  [
    'a subnet that is not there',
    { subnets: (id) => (id === 'subnet-00000012' ? undefined : aSubnet(id)) },
    'subnets in us-east-1',
    'there is no subnet-00000012',
  ],
  [
    'a subnet of another network',
    { subnets: (id) => ({ ...aSubnet(id), VpcId: 'vpc-else' }) },
    'subnets in us-west-2',
    'is not in vpc-00000002',
  ],
  [
    'subnets in a single zone',
    { subnets: (id) => ({ ...aSubnet(id), AvailabilityZone: 'the-one' }) },
    'subnets in us-west-2, zones',
    '1',
  ],
  [
    'subnets without addresses',
    { subnets: (id) => ({ ...aSubnet(id), AvailableIpAddressCount: 3 }) },
    'subnets in us-west-2, addresses',
    'few are free in subnet-00000021, subnet-00000022',
  ],
  ['a quota of instances that is used up', { instances: 39 }, 'instance quota in us-east-1', '39 of 40'],
  [
    'a region with code of another day',
    { deployed: (region) => ({ code: region }) },
    'code between regions',
    'not the same',
  ],
  [
    'a region that was deployed with another plan',
    {
      deployed: (region) =>
        region === 'us-west-2' ? { plan: aPlan({ 'failover.whenUnfenced': 'promote' }) } : {},
    },
    'plan in us-west-2',
    'deployed with another failover than this file has',
  ],
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

test('what is wrong is told before what is unknown, and that before what is fine', async () => {
  const { lines } = await examined(await aSoundDesk({ primary: { Engine: 'mysql' } }));
  const states = lines.slice(1).flatMap((line) => /^ {2}(bad|unknown|fine) /.exec(line)?.[1] ?? []);
  expect([...new Set(states)]).toEqual(['bad', 'unknown', 'fine']);
  expect(states.indexOf('fine')).toBeGreaterThan(states.lastIndexOf('unknown'));
});

test('where nothing answers at all, that is said once, and not of everything', async () => {
  const silent = aDesk({ failing: () => anAwsError('TimeoutError') });
  await expect(doctor(silent)).rejects.toThrow('the ledger answers in no region');
});

test('a way that is open to addresses is unknown: whose they are is not worked out', async () => {
  const admits = (group: string) => (group === 'sg-00000001' ? ['10.0.0.0/16'] : undefined);
  const { unknown, bad } = await examined(await aSoundDesk({ admits }));
  expect(bad).toEqual([]);
  expect(unknown.map(({ what }) => what)).toContain('way to main in us-east-1');
});

test('a right that is missing is unknown to be there, and whose policy has it is said', async () => {
  const { unknown, bad, fine } = await examined(await aSoundDesk({ refused: 'us-east-2 firebackup-pause' }));
  expect(bad).toEqual([]);
  expect(unknown).toContainEqual({
    state: 'unknown',
    what: 'your right to pause in us-east-2',
    found: expect.stringContaining('not allowed: lambda:InvokeFunction'),
    next: expect.stringContaining('operator-REGION'),
  });
  expect(fine.map(({ what }) => what)).toContain('your right to approve in us-west-2');
});

test('a region that was deployed by another version of this is unknown, and no other for it', async () => {
  const Lambda = {
    ...services().Lambda,
    GetFunctionConfiguration: async (_input: unknown, region: string) => ({
      CodeSha256: 'one',
      Environment: {
        Variables: {
          DEPLOYMENT: region === 'us-east-2' ? 'not packed by us' : packedDeployment(deploymentOf(aPlan())),
        },
      },
    }),
  };
  const { unknown, bad } = await examined(await aSoundDesk({}, { services: { ...services(), Lambda } }));
  expect(bad).toEqual([]);
  expect(unknown).toContainEqual({
    state: 'unknown',
    what: 'plan in us-east-2',
    found: 'what it was deployed with cannot be read',
    next: expect.stringContaining('cdk deploy'),
  });
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
