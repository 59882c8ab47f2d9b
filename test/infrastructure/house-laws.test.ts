import { bothHouses } from './built';
import { listOf, type Resource } from './deployed';

const house = bothHouses();
const functions = house.all('AWS::Lambda::Function');
const named = (resources: readonly { stack: string; id: string }[]) =>
  resources.map(({ stack, id }) => `${stack}/${id}`);

/** The resources that break a law, by name: a failing test says whom to mend. */
const breaking = (type: string, law: (properties: Resource['properties']) => boolean) =>
  named(house.all(type).filter(({ properties }) => !law(properties)));

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
  expect(functions.length).toBeGreaterThan(30);
});

test('every function runs on Node.js 24 on arm64 and is traced, but those that are one step by themselves, all day', () => {
  const onTheirOwn = [
    'answer-recovery',
    'guard-region',
    'measure-queues',
    'probe-components',
    'reconcile-failover',
    'record-capacity',
    'record-heartbeats',
    'serve-health',
    'serve-role',
    'sweep-scratch',
    'watch-schedules',
    'write-heartbeat',
    'write-runbook',
  ];
  const isUntraced = ({ FunctionName }: Resource['properties']) =>
    onTheirOwn.some((name) => FunctionName.endsWith(`-${name}`));
  expect(
    breaking(
      'AWS::Lambda::Function',
      ({ Runtime, Architectures, TracingConfig, ...properties }) =>
        Runtime === 'nodejs24.x' &&
        String(Architectures) === 'arm64' &&
        TracingConfig.Mode === (isUntraced(properties) ? 'PassThrough' : 'Active'),
    ),
  ).toEqual([]);
});

test('every function and every machine logs to a group of its own that forgets', () => {
  expect(breaking('AWS::Logs::LogGroup', ({ RetentionInDays }) => Number(RetentionInDays) <= 90)).toEqual([]);
  const groups = functions.map(
    ({ stack, properties }) => `${stack}/${properties.LoggingConfig?.LogGroup?.Ref}`,
  );
  const known = named(house.all('AWS::Logs::LogGroup'));
  expect(groups.filter((group) => !known.includes(group))).toEqual([]);
  expect(new Set(groups).size).toBe(functions.length);
});

test('every bucket is versioned, encrypted, closed to the public, and outlives its stack', () => {
  expect(house.all('AWS::S3::Bucket')).not.toEqual([]);
  for (const { properties, deletionPolicy } of house.all('AWS::S3::Bucket')) {
    expect(properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: { ServerSideEncryptionConfiguration: expect.anything() },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    expect(deletionPolicy).toBe('Retain');
  }
});

test('evidence cannot be rewritten for more than a year', () => {
  const { properties } = house.one('AWS::S3::Bucket', 'recovery', 'Evidence');
  expect(properties.ObjectLockEnabled).toBe(true);
  expect(properties.ObjectLockConfiguration.Rule.DefaultRetention).toEqual({ Mode: 'GOVERNANCE', Days: 396 });
});

test.each([
  ['AWS::S3::BucketPolicy', 's3:*'],
  ['AWS::SNS::TopicPolicy', 'sns:Publish'],
  ['AWS::SQS::QueuePolicy', 'sqs:*'],
])('every %s refuses what is not encrypted on the way', (type, action) => {
  expect(house.all(type)).not.toEqual([]);
  for (const { properties } of house.all(type)) {
    expect(properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: action,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  }
});

test('every topic and queue is encrypted, and every key of ours is rotated', () => {
  expect(breaking('AWS::SNS::Topic', ({ KmsMasterKeyId }) => KmsMasterKeyId !== undefined)).toEqual([]);
  expect(breaking('AWS::SQS::Queue', ({ SqsManagedSseEnabled }) => SqsManagedSseEnabled === true)).toEqual(
    [],
  );
  expect(breaking('AWS::KMS::Key', ({ EnableKeyRotation }) => EnableKeyRotation === true)).toEqual([]);
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

/** An alarm that scales something calls a policy and no person: there is nothing that anybody has to do. */
const scales = (actions: unknown) => JSON.stringify(actions).includes('Scaling');

test('every alarm is announced, says what to do, and has decided what silence means', () => {
  expect(
    breaking(
      'AWS::CloudWatch::Alarm',
      ({ AlarmActions, AlarmDescription, TreatMissingData, ActionsEnabled }) =>
        listOf(AlarmActions).length === 1 &&
        (/\. What to do: statemachines\/README\.md#[a-z-]+$/.test(AlarmDescription) ||
          scales(AlarmActions)) &&
        TreatMissingData !== undefined &&
        ActionsEnabled !== false,
    ),
  ).toEqual([]);
});

test('nothing that has a fixed name is named alike twice in a region', () => {
  const fixed = ['FunctionName', 'StateMachineName', 'LogGroupName', 'TableName'];
  const kinds = ['AWS::Lambda::Function', 'AWS::StepFunctions::StateMachine', 'AWS::Logs::LogGroup'];
  const names = kinds
    .flatMap((kind) => house.all(kind))
    .flatMap(({ stack, properties }) =>
      fixed.filter((key) => properties[key]).map((key) => `${stack} ${key} ${properties[key]}`),
    );
  expect(names.length).toBeGreaterThan(functions.length);
  expect(names.filter((name, at) => names.indexOf(name) < at)).toEqual([]);
});

test('every database and cache is encrypted, closed to the public, and outlives its stack', () => {
  for (const { properties, deletionPolicy } of house.all('AWS::RDS::DBInstance')) {
    // A replica is encrypted as its source is.
    expect(properties.StorageEncrypted ?? properties.SourceDBInstanceIdentifier !== undefined).toBe(true);
    expect([properties.PubliclyAccessible, deletionPolicy]).toEqual([false, 'Retain']);
  }
  for (const { properties, deletionPolicy } of house.all('AWS::ElastiCache::ReplicationGroup')) {
    const { AtRestEncryptionEnabled, TransitEncryptionEnabled, GlobalReplicationGroupId } = properties;
    // So is a member of a global datastore, as the first one is.
    expect(
      (AtRestEncryptionEnabled && TransitEncryptionEnabled) ?? GlobalReplicationGroupId !== undefined,
    ).toBe(true);
    expect(deletionPolicy).toBe('Retain');
  }
});
