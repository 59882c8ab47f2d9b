import { containerScript, SHELL } from '../../lib/containers/container-script';
import { deployed, listOf, referencePlan } from './deployed';

const ARCHIVE = {
  id: 'own',
  buckets: { primary: 'own-wal-us-east-1', recovery: 'own-wal-us-west-2' },
  prefix: 'main/',
  segmentMegabytes: 16,
  archiveTimeout: 60,
};
const house = deployed(referencePlan({ walArchives: [ARCHIVE] }));
const STACKS = ['primary', 'recovery'] as const;

interface Container {
  readonly Name: string;
  readonly Essential: boolean;
  readonly EntryPoint: readonly string[];
  readonly Command: readonly string[];
  readonly Environment?: unknown;
  readonly User?: string;
  readonly DependsOn?: readonly { readonly ContainerName: string; readonly Condition: string }[];
  readonly HealthCheck?: { readonly Command: readonly string[] };
  readonly LogConfiguration: { readonly LogDriver: string };
}
const definitions = house.all('AWS::ECS::TaskDefinition');
const containersOf = (properties: { readonly ContainerDefinitions: readonly Container[] }) =>
  properties.ContainerDefinitions;
const bucketIn = (stack: string) => house.one('AWS::S3::Bucket', stack, 'Backups').properties;

/** What the role of a resource may do, by action. */
function grantsOf(stack: string, idPrefix: string): ReadonlyMap<string, unknown> {
  const { properties } = house.one('AWS::IAM::Role', stack, idPrefix);
  const statements = properties.Policies.flatMap(
    ({ PolicyDocument }: { PolicyDocument: { Statement: object[] } }) => PolicyDocument.Statement,
  );
  return new Map(
    statements.flatMap(({ Action, Resource }: { Action: unknown; Resource: unknown }) =>
      listOf(Action).map((action) => [String(action), Resource]),
    ),
  );
}

test.each(STACKS)('the bucket in the %s region can lock, and lies under the key of its region', (stack) => {
  const { plan } = house;
  expect(bucketIn(stack)).toMatchObject({
    ObjectLockEnabled: true,
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: plan.keys[stack] } },
      ],
    },
    LifecycleConfiguration: {
      Rules: expect.arrayContaining([
        expect.objectContaining({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }),
      ]),
    },
  });
  // ElastiCache writes here too, and S3 demands more of uploads under a default retention than it promises to send.
  expect(bucketIn(stack).ObjectLockConfiguration?.Rule).toBeUndefined();
  // Nothing that one could recover from expires by itself: what goes is decided by the policy and said why.
  const expiring = bucketIn(stack).LifecycleConfiguration.Rules.filter((rule: object) =>
    JSON.stringify(rule).includes('Expiration'),
  );
  expect(expiring.map(({ Prefix }: { Prefix?: string }) => Prefix)).toEqual(['runbook/']);
});

test('dumps, and nothing else, go from the primary region to the recovery region, and removals do not', () => {
  expect(bucketIn('recovery').ReplicationConfiguration).toBeUndefined();
  const { Rules, Role } = bucketIn('primary').ReplicationConfiguration;
  expect(Rules).toMatchObject([
    {
      Status: 'Enabled',
      Filter: { Prefix: 'dumps/' },
      DeleteMarkerReplication: { Status: 'Disabled' },
      SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
      Destination: {
        EncryptionConfiguration: { ReplicaKmsKeyID: house.plan.keys.recovery },
        Metrics: { Status: 'Enabled' },
      },
    },
  ]);
  expect(JSON.stringify(Rules[0].Destination.Bucket)).toContain('firebackup-backups-us-west-2-');
  expect(Role['Fn::GetAtt'][0]).toMatch(/^BackupsReplicationRole/);
  const grants = grantsOf('primary', 'BackupsReplicationRole');
  expect([...grants.keys()]).toEqual(expect.arrayContaining(['s3:GetObjectRetention', 's3:ReplicateObject']));
  expect([...grants.keys()]).not.toContain('s3:ReplicateDelete');
});

test('three tasks are defined in each region, on Fargate and arm64, with room for a large dump', () => {
  const families = definitions.map(({ stack, properties }) => `${properties.Family} in ${stack}`);
  expect(families.sort()).toEqual([
    'firebackup-archive-server in primary',
    'firebackup-archive-server in recovery',
    'firebackup-dump in primary',
    'firebackup-dump in recovery',
    'firebackup-dump-server in primary',
    'firebackup-dump-server in recovery',
  ]);
  for (const { properties } of definitions) {
    expect(properties).toMatchObject({
      RequiresCompatibilities: ['FARGATE'],
      NetworkMode: 'awsvpc',
      RuntimePlatform: { CpuArchitecture: 'ARM64' },
      EphemeralStorage: { SizeInGiB: 200 },
    });
  }
});

test('containers begin when the one before has ended well, and the task lasts as long as the last', () => {
  for (const { properties } of definitions) {
    containersOf(properties).forEach(({ Name, Essential, DependsOn = [] }, at, all) => {
      const before = all[at - 1];
      expect([Name, DependsOn]).toEqual([
        Name,
        before ? [{ ContainerName: before.Name, Condition: 'SUCCESS' }] : [],
      ]);
      expect([Name, Essential]).toEqual([Name, at === all.length - 1]);
    });
  }
});

test('containers run the script of their name as it is, log, and are told nothing by the definition', () => {
  for (const { properties } of definitions) {
    for (const { Name, EntryPoint, Command, Environment, LogConfiguration } of containersOf(properties)) {
      expect([Name, EntryPoint, Command]).toEqual([Name, SHELL, [containerScript(Name)]]);
      expect([Name, Environment]).toEqual([Name, undefined]);
      expect([Name, LogConfiguration.LogDriver]).toEqual([Name, 'awslogs']);
    }
  }
});

test('what serves PostgreSQL does so as its own account and says when it is ready', () => {
  const serving = definitions.flatMap(({ properties }) =>
    containersOf(properties).filter(({ HealthCheck }) => HealthCheck),
  );
  expect(serving.map(({ Name, User }) => `${Name} as ${User}`).sort()).toEqual([
    'serve-archive as postgres',
    'serve-archive as postgres',
    'serve-dump as postgres',
    'serve-dump as postgres',
  ]);
});

test('the state of the machine tells each container of the dump what its script asks for', () => {
  const { properties } = house.one('AWS::StepFunctions::StateMachine', 'primary', 'LogicalDump');
  const map = JSON.parse(properties.DefinitionString).States.MakeDumps.ItemProcessor;
  const told = map.States.DumpDatabase.Parameters.Overrides.ContainerOverrides as readonly {
    readonly Name: string;
    readonly Environment: readonly { readonly Name: string }[];
  }[];
  const { properties: dump } = house.one('AWS::ECS::TaskDefinition', 'primary', 'DumpTask');
  expect(told.map(({ Name }) => Name)).toEqual(containersOf(dump).map(({ Name }) => Name));
  for (const { Name, Environment } of told) {
    const names = Environment.map((one) => one.Name);
    const asked = [...containerScript(Name).matchAll(/\$([A-Z][A-Z_0-9]*)/g)].map(([, name]) => name);
    expect([Name, asked.filter((name) => !names.includes(name ?? ''))]).toEqual([Name, []]);
  }
});

test.each(STACKS)(
  'the dump task in the %s region writes dumps and neither reads nor deletes any',
  (stack) => {
    const grants = grantsOf(stack, 'DumpTaskTaskRole');
    expect([...grants.keys()].sort()).toEqual([
      'kms:Decrypt',
      'kms:GenerateDataKey',
      'rds-db:connect',
      's3:AbortMultipartUpload',
      's3:PutObject',
    ]);
    expect(JSON.stringify(grants.get('s3:PutObject'))).toContain('/dumps/*');
    expect(JSON.stringify(grants.get('rds-db:connect'))).toContain(':dbuser:*/firebackup_orchestrator');
  },
);

test.each(STACKS)('scratch servers in the %s region read one thing and write nothing', (stack) => {
  expect([...grantsOf(stack, 'DumpServerTaskRole').keys()].sort()).toEqual([
    'kms:Decrypt',
    's3:GetObjectVersion',
  ]);
  const archive = grantsOf(stack, 'ArchiveServerTaskRole');
  expect([...archive.keys()].sort()).toEqual(['kms:Decrypt', 's3:GetObject', 's3:ListBucket']);
  expect(archive.get('s3:GetObject')).toBe(`arn:aws:s3:::${ARCHIVE.buckets[stack]}/main/*`);
});

test.each(STACKS)(
  'the machine in the %s region may run the dump task and hand over its roles, no others',
  (stack) => {
    const { properties } = house.one('AWS::IAM::Policy', stack, 'LogicalDumpMachineRoleDefaultPolicy');
    const statementOf = (action: string) =>
      properties.PolicyDocument.Statement.find(({ Action }: { Action: unknown }) =>
        listOf(Action).includes(action),
      );
    expect(JSON.stringify(statementOf('ecs:RunTask').Resource)).toMatch(
      /:task-definition\/firebackup-dump:\*/,
    );
    expect(JSON.stringify(statementOf('ecs:StopTask').Resource)).toMatch(/:task\/firebackup-backups\/\*/);
    const passing = statementOf('iam:PassRole');
    expect(passing.Condition).toEqual({ StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } });
    expect(passing.Resource.map((one: { 'Fn::GetAtt': string[] }) => one['Fn::GetAtt'][0]).sort()).toEqual([
      expect.stringMatching(/^DumpTaskExecutionRole/),
      expect.stringMatching(/^DumpTaskTaskRole/),
    ]);
  },
);

test('a plan without dumps, cache backups and archives has a bucket for the runbook, no cluster and no task', () => {
  const bare = deployed(referencePlan({ dumps: [], cacheBackups: [], walArchives: [] }));
  const buckets = bare.all('AWS::S3::Bucket').filter(({ id }) => id.startsWith('Backups'));
  expect(buckets.map(({ stack }) => stack).sort()).toEqual(['primary', 'recovery']);
  expect([...bare.all('AWS::ECS::Cluster'), ...bare.all('AWS::ECS::TaskDefinition')]).toEqual([]);
});
