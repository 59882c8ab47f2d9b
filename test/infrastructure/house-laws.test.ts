import { aStack, houseOf } from './a-stack';
import { bothHouses } from './built';
import { LAWS } from './house-laws';
import type { Law } from './law';

const house = bothHouses();

const titleOf = ({ of, says }: Law): string =>
  `${of.map((type) => type.replace('AWS::', '')).join(', ')} ${says}`;
const BY_TITLE = LAWS.map((law) => [titleOf(law), law] as const);

test('four stacks stand in three regions, and three more where the workload is built', () => {
  const orchestrator = ['ledger', 'primary', 'recovery', 'witness'];
  expect([...new Set(house.resources.map(({ stack }) => stack))].sort()).toEqual(
    [
      ...orchestrator,
      ...[...orchestrator, 'traffic', 'workload-primary', 'workload-recovery'].map(
        (stack) => `built-${stack}`,
      ),
    ].sort(),
  );
  expect(house.all('AWS::Lambda::Function').length).toBeGreaterThan(30);
});

test.each(BY_TITLE)('%s', (_, { of, brokenBy }) => {
  // A law of nothing would be kept by everything.
  expect(of.filter((type) => house.all(type).length === 0)).toEqual([]);
  expect(brokenBy(house.resources)).toEqual([]);
});

const allowing = (Action: string) => ({
  PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource: '*' }] },
});

const PROPERTIES = {
  'AWS::Lambda::Function': {
    FunctionName: 'a-close-run',
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    TracingConfig: { Mode: 'Active' },
    LoggingConfig: { LogGroup: { Ref: 'Logs' } },
    Role: 'role',
  },
  'AWS::Logs::LogGroup': { RetentionInDays: 90 },
  'AWS::CloudWatch::Alarm': {
    AlarmActions: ['topic'],
    AlarmDescription: 'something is wrong. What to do: statemachines/README.md#failover',
    TreatMissingData: 'missing',
  },
  'AWS::IAM::Role': { Policies: [allowing('sqs:SendMessage')] },
  'AWS::IAM::Policy': allowing('sqs:SendMessage'),
  'AWS::IAM::ManagedPolicy': allowing('sqs:SendMessage'),
  'AWS::S3::Bucket': {
    VersioningConfiguration: { Status: 'Enabled' },
    BucketEncryption: { ServerSideEncryptionConfiguration: [] },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
  },
  'AWS::S3::BucketPolicy': {
    Bucket: { Ref: 'One' },
    PolicyDocument: {
      Statement: [
        { Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      ],
    },
  },
  'AWS::SNS::Topic': { KmsMasterKeyId: 'key' },
  'AWS::SQS::Queue': { SqsManagedSseEnabled: true },
  'AWS::KMS::Key': { EnableKeyRotation: true },
  'AWS::EC2::SecurityGroup': { SecurityGroupIngress: [{ CidrIp: '0.0.0.0/0', FromPort: 443, ToPort: 443 }] },
  'AWS::EC2::SecurityGroupIngress': { SourceSecurityGroupId: 'sg', FromPort: 5432, ToPort: 5432 },
  'AWS::RDS::DBInstance': { StorageEncrypted: true, PubliclyAccessible: false, DeletionProtection: true },
  'AWS::ElastiCache::ReplicationGroup': {
    AtRestEncryptionEnabled: true,
    TransitEncryptionEnabled: true,
    TransitEncryptionMode: 'required',
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    LoadBalancerAttributes: [{ Key: 'deletion_protection.enabled', Value: 'true' }],
  },
  'AWS::DynamoDB::GlobalTable': { Replicas: [{ DeletionProtectionEnabled: true }] },
} as const;
type Type = keyof typeof PROPERTIES;

/** A resource in which all is well, or something planted. */
const a = (Type: Type, planted: object = {}, DeletionPolicy = 'Retain') => ({
  Type,
  Properties: { ...PROPERTIES[Type], ...planted },
  DeletionPolicy,
});
const lawsBrokenBy = (Resources: object): readonly string[] => {
  const { resources } = houseOf([aStack(Resources)]);
  return LAWS.filter(({ brokenBy }) => brokenBy(resources).length > 0).map(titleOf);
};
const beside = {
  Logs: a('AWS::Logs::LogGroup'),
  Policy: a('AWS::S3::BucketPolicy'),
};

test.each(Object.keys(PROPERTIES) as Type[])('no law is broken by %s in which all is well', (type) => {
  const refused = ['AWS::SNS::Topic', 'AWS::SQS::Queue'].includes(type)
    ? [expect.stringContaining('on the way')]
    : [];
  expect(lawsBrokenBy({ ...beside, One: a(type) })).toEqual(refused);
});

const open = (port: number) => ({ CidrIp: '0.0.0.0/0', FromPort: port, ToPort: port });
const alone = (planted: ReturnType<typeof a>) => ({ ...beside, One: planted });

/** Of each law a way to break it, and its words. */
const FAULTS: readonly (readonly [law: string, resources: object])[] = [
  ['runs on Node.js 24', alone(a('AWS::Lambda::Function', { Runtime: 'nodejs22.x' }))],
  ['runs on Node.js 24', alone(a('AWS::Lambda::Function', { Architectures: ['x86_64'] }))],
  ['runs on Node.js 24', alone(a('AWS::Lambda::Function', { TracingConfig: { Mode: 'PassThrough' } }))],
  ['logs to a group', alone(a('AWS::Lambda::Function', { LoggingConfig: undefined }))],
  [
    'logs to a group',
    {
      ...alone(a('AWS::Lambda::Function')),
      Two: a('AWS::Lambda::Function', { FunctionName: 'a-take-lease', Role: 'another' }),
    },
  ],
  [
    'has a role of its own',
    {
      ...alone(a('AWS::Lambda::Function')),
      Two: a('AWS::Lambda::Function', {
        FunctionName: 'a-take-lease',
        LoggingConfig: { LogGroup: { Ref: 'Others' } },
      }),
      Others: a('AWS::Logs::LogGroup'),
    },
  ],
  ['forgets within 90 days', alone(a('AWS::Logs::LogGroup', { RetentionInDays: undefined }))],
  ['is announced', alone(a('AWS::CloudWatch::Alarm', { AlarmActions: undefined }))],
  ['is announced', alone(a('AWS::CloudWatch::Alarm', { AlarmDescription: 'something is wrong' }))],
  ['is announced', alone(a('AWS::CloudWatch::Alarm', { TreatMissingData: undefined }))],
  [
    'has a fixed name',
    {
      ...alone(a('AWS::CloudWatch::Alarm', { AlarmName: 'one' })),
      Two: a('AWS::CloudWatch::Alarm', { AlarmName: 'one' }),
    },
  ],
  ['no action by a wildcard', alone(a('AWS::IAM::Role', { Policies: [allowing('sqs:*')] }))],
  ['no action by a wildcard', alone(a('AWS::IAM::Policy', allowing('sqs:Send*')))],
  ['no action by a wildcard', alone(a('AWS::IAM::ManagedPolicy', allowing('*')))],
  [
    'no policy that others wrote',
    alone(a('AWS::IAM::Role', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/One'] })),
  ],
  ['is versioned', alone(a('AWS::S3::Bucket', { VersioningConfiguration: undefined }))],
  ['is versioned', alone(a('AWS::S3::Bucket', { BucketEncryption: undefined }))],
  [
    'is versioned',
    alone(a('AWS::S3::Bucket', { PublicAccessBlockConfiguration: { BlockPublicAcls: true } })),
  ],
  ['is versioned', alone(a('AWS::S3::Bucket', {}, 'Delete'))],
  ['refuses what is not encrypted', { One: a('AWS::S3::Bucket') }],
  [
    'refuses what is not encrypted',
    {
      One: a('AWS::S3::Bucket'),
      Policy: a('AWS::S3::BucketPolicy', {
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:*' }] },
      }),
    },
  ],
  ['SNS::Topic is encrypted', alone(a('AWS::SNS::Topic', { KmsMasterKeyId: undefined }))],
  ['SQS::Queue is encrypted', alone(a('AWS::SQS::Queue', { SqsManagedSseEnabled: false }))],
  ['is rotated', alone(a('AWS::KMS::Key', { EnableKeyRotation: undefined }))],
  [
    '80 and 443 alone',
    alone(a('AWS::EC2::SecurityGroup', { SecurityGroupIngress: [open(443), open(5432)] })),
  ],
  [
    '80 and 443 alone',
    alone(a('AWS::EC2::SecurityGroup', { SecurityGroupIngress: [{ CidrIp: '0.0.0.0/0' }] })),
  ],
  ['does not let everybody in', alone(a('AWS::EC2::SecurityGroupIngress', open(443)))],
  ['cannot be deleted, and outlives', alone(a('AWS::RDS::DBInstance', { StorageEncrypted: undefined }))],
  ['cannot be deleted, and outlives', alone(a('AWS::RDS::DBInstance', { PubliclyAccessible: true }))],
  ['cannot be deleted, and outlives', alone(a('AWS::RDS::DBInstance', { DeletionProtection: undefined }))],
  ['cannot be deleted, and outlives', alone(a('AWS::RDS::DBInstance', {}, 'Snapshot'))],
  [
    'speaks TLS alone',
    alone(a('AWS::ElastiCache::ReplicationGroup', { TransitEncryptionMode: 'preferred' })),
  ],
  [
    'speaks TLS alone',
    alone(a('AWS::ElastiCache::ReplicationGroup', { AtRestEncryptionEnabled: undefined })),
  ],
  [
    'cannot be deleted by accident',
    alone(a('AWS::ElasticLoadBalancingV2::LoadBalancer', { LoadBalancerAttributes: [] })),
  ],
  ['in any of its regions', alone(a('AWS::DynamoDB::GlobalTable', { Replicas: [{}] }))],
];

test.each(FAULTS)('that something breaks "%s" is found', (law, resources) => {
  expect(lawsBrokenBy(resources)).toContainEqual(expect.stringContaining(law));
});

test('each law is broken by one of these', () => {
  const unbroken = LAWS.map(titleOf).filter((title) => !FAULTS.some(([law]) => title.includes(law)));
  expect(unbroken).toEqual([]);
});

test('what is traced is judged by who it is', () => {
  const untraced = { TracingConfig: { Mode: 'PassThrough' }, FunctionName: 'a-serve-role' };
  expect(lawsBrokenBy(alone(a('AWS::Lambda::Function', untraced)))).toEqual([]);
});

test('evidence cannot be rewritten for more than a year', () => {
  const { properties } = house.one('AWS::S3::Bucket', 'recovery', 'Evidence');
  expect(properties.ObjectLockEnabled).toBe(true);
  expect(properties.ObjectLockConfiguration.Rule.DefaultRetention).toEqual({ Mode: 'GOVERNANCE', Days: 396 });
});

test('every region that rings has a topic that its own alarms may use and a person reads', () => {
  for (const stack of ['primary', 'recovery', 'built-workload-primary', 'built-workload-recovery']) {
    expect(house.one('AWS::SNS::Subscription', stack).properties).toMatchObject({
      Protocol: 'email',
      Endpoint: house.plan.notify,
    });
    const mayDo = (action: unknown) =>
      expect.objectContaining({
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: action,
      });
    const topicPolicy = house.one('AWS::SNS::TopicPolicy', stack).properties.PolicyDocument;
    expect(topicPolicy.Statement).toContainEqual(mayDo('sns:Publish'));
    const keyPolicy = house.one('AWS::KMS::Key', stack, 'AlarmTopic').properties.KeyPolicy;
    expect(keyPolicy.Statement).toContainEqual(mayDo(['kms:Decrypt', 'kms:GenerateDataKey']));
  }
});
