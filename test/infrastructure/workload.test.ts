import { builtHouse, builtPlan } from './built';
import type { Deployed } from './deployed';

const house = builtHouse();
const PRIMARY = 'workload-primary';
const RECOVERY = 'workload-recovery';

/** Properties of the one resource of a type, of one stack. */
const the = (type: string, stack = PRIMARY, idPrefix = '', within: Deployed = house) =>
  within.one(type, stack, idPrefix).properties;
const attributesOf = (attributes: readonly { readonly Key: string; readonly Value: string }[]) =>
  Object.fromEntries(attributes.map(({ Key, Value }) => [Key, Value]));

const instance = () => the('AWS::RDS::DBInstance', PRIMARY, 'DatabasePrimary');
const crossRegion = () => the('AWS::RDS::DBInstance', RECOVERY);
const targets = () => the('AWS::ElasticLoadBalancingV2::TargetGroup');
const balancer = () => attributesOf(the('AWS::ElasticLoadBalancingV2::LoadBalancer').LoadBalancerAttributes);
const api = () => the('AWS::ECS::Service', PRIMARY, 'Api');
const workersTarget = () => the('AWS::ApplicationAutoScaling::ScalableTarget', PRIMARY, 'Workers');

test.each([
  [
    'the load balancer is called',
    () => the('AWS::ElasticLoadBalancingV2::LoadBalancer').Name,
    'firebackup-alb',
  ],
  ['its targets are called', () => targets().Name, 'firebackup-api'],
  ['the API listens on', () => targets().Port, 4000],
  ['it is asked at', () => targets().HealthCheckPath, '/health'],
  ['it is asked every so many seconds', () => targets().HealthCheckIntervalSeconds, 10],
  ['an answer may take so many seconds', () => targets().HealthCheckTimeoutSeconds, 5],
  ['answers until it is healthy', () => targets().HealthyThresholdCount, 2],
  ['failures until it is not', () => targets().UnhealthyThresholdCount, 3],
  [
    'a client stays with its task for so many seconds',
    () => attributesOf(targets().TargetGroupAttributes)['stickiness.lb_cookie.duration_seconds'],
    '86400',
  ],
  ['HTTP/2 is', () => balancer()['routing.http2.enabled'], 'true'],
  ['deletion protection is', () => balancer()['deletion_protection.enabled'], 'true'],
  ['the load balancer is', () => the('AWS::ElasticLoadBalancingV2::LoadBalancer').Scheme, 'internet-facing'],
  ['tasks of the API', () => api().DesiredCount, 3],
  [
    'tasks that may be missing in a deployment: 100 % less',
    () => api().DeploymentConfiguration.MinimumHealthyPercent,
    100,
  ],
  [
    'tasks in a deployment, in percent: four of three',
    () => api().DeploymentConfiguration.MaximumPercent,
    134,
  ],
  ['a new task is first judged after so many seconds', () => api().HealthCheckGracePeriodSeconds, 30],
  [
    'fewest tasks of the API',
    () => the('AWS::ApplicationAutoScaling::ScalableTarget', PRIMARY, 'Api').MinCapacity,
    2,
  ],
  ['fewest workers', () => workersTarget().MinCapacity, 2],
  ['most workers', () => workersTarget().MaxCapacity, 20],
  ['the instance', () => instance().DBInstanceIdentifier, 'firebackup-primary'],
  ['its engine', () => [instance().Engine, instance().EngineVersion], ['postgres', '16']],
  ['its class', () => instance().DBInstanceClass, 'db.r5.large'],
  ['its storage', () => [instance().AllocatedStorage, instance().StorageType], ['100', 'gp3']],
  ['it is encrypted', () => instance().StorageEncrypted, true],
  ['it has a standby zone', () => instance().MultiAZ, true],
  ['its database', () => instance().DBName, 'firebackup'],
  ['days that backups are kept', () => instance().BackupRetentionPeriod, 7],
  ['its window for backups', () => instance().PreferredBackupWindow, '03:00-04:00'],
  ['its window for maintenance', () => instance().PreferredMaintenanceWindow, 'sun:04:00-sun:05:00'],
  ['Performance Insights', () => instance().EnablePerformanceInsights, true],
  ['seconds between two looks at its host', () => instance().MonitoringInterval, 60],
  ['a change waits for its window', () => instance().ApplyImmediately, false],
  ['it cannot be deleted', () => instance().DeletionProtection, true],
  ['IAM signs in', () => instance().EnableIAMDatabaseAuthentication, true],
  ['the replica abroad', () => crossRegion().DBInstanceIdentifier, 'firebackup-cross-region'],
  ['its class is that of its source', () => crossRegion().DBInstanceClass, 'db.r5.large'],
  ['its backups are on', () => crossRegion().BackupRetentionPeriod, 7],
  ['its standby zone is there before it is promoted', () => crossRegion().MultiAZ, true],
])('%s as the guide says', (_, found, expected) => {
  expect(found()).toEqual(expected);
});

test('two read replicas of the same class stand beside the primary, and upgrade themselves', () => {
  const replicas = house
    .all('AWS::RDS::DBInstance', PRIMARY)
    .filter(({ properties }) => properties.SourceDBInstanceIdentifier)
    .map(({ properties }) => properties);
  expect(replicas.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier)).toEqual([
    'firebackup-replica-0',
    'firebackup-replica-1',
  ]);
  for (const replica of replicas) {
    expect(replica).toMatchObject({ DBInstanceClass: 'db.r5.large', AutoMinorVersionUpgrade: true });
    // RDS gives it the source's, and CloudFormation wants neither said.
    expect(replica.KmsKeyId ?? replica.StorageEncrypted).toBeUndefined();
  }
});

test('the replica abroad names its source by ARN and a key of its own region', () => {
  expect(crossRegion()).toMatchObject({
    SourceRegion: 'us-east-1',
    SourceDBInstanceIdentifier: {
      'Fn::Join': ['', ['arn:aws:rds:us-east-1:', { Ref: 'AWS::AccountId' }, ':db:firebackup-primary']],
    },
    KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
  });
});

test('no connection to a database goes without TLS', () => {
  for (const stack of [PRIMARY, RECOVERY]) {
    expect(the('AWS::RDS::DBParameterGroup', stack)).toMatchObject({
      Family: 'postgres16',
      Parameters: { 'rds.force_ssl': '1' },
    });
  }
});

test('the load balancer speaks TLS under the certificate of its region, and sends everybody there', () => {
  for (const [stack, region] of [
    [PRIMARY, 'us-east-1'],
    [RECOVERY, 'us-west-2'],
  ] as const) {
    const listeners = house
      .all('AWS::ElasticLoadBalancingV2::Listener', stack)
      .map(({ properties }) => properties);
    const https = listeners.find(({ Port }) => Port === 443);
    const http = listeners.find(({ Port }) => Port === 80);
    expect(listeners).toHaveLength(2);
    expect(https.Certificates).toEqual([
      { CertificateArn: expect.stringContaining(`arn:aws:acm:${region}:`) },
    ]);
    expect(https.SslPolicy).toMatch(/TLS13/);
    expect(http.DefaultActions).toEqual([
      { Type: 'redirect', RedirectConfig: { Port: '443', Protocol: 'HTTPS', StatusCode: 'HTTP_301' } },
    ]);
  }
});

test('a failed deployment of a service goes back by itself', () => {
  const services = house.all('AWS::ECS::Service');
  expect(services).toHaveLength(4);
  for (const { properties } of services) {
    expect(properties.DeploymentConfiguration.DeploymentCircuitBreaker).toEqual({
      Enable: true,
      Rollback: true,
    });
    expect(properties.AvailabilityZoneRebalancing).toBe('ENABLED');
    expect(properties.NetworkConfiguration.AwsvpcConfiguration.Subnets).toHaveLength(3);
    expect(properties.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp).toBe('DISABLED');
  }
});

test('where nobody serves the API stands by and no worker works, and nothing runs before the database is prepared', () => {
  const tasksIn = (within: Deployed, stack: string) =>
    ['Api', 'Workers'].map((id) => the('AWS::ECS::Service', stack, id, within).DesiredCount);
  expect(tasksIn(house, PRIMARY)).toEqual([3, 5]);
  expect(tasksIn(house, RECOVERY)).toEqual([2, 0]);
  const before = builtHouse(builtPlan({ active: 'none' }));
  expect([PRIMARY, RECOVERY].flatMap((stack) => tasksIn(before, stack))).toEqual([0, 0, 0, 0]);
  const after = builtHouse(builtPlan({ active: 'recovery' }));
  expect(tasksIn(after, PRIMARY)).toEqual([2, 0]);
  expect(tasksIn(after, RECOVERY)).toEqual([3, 5]);
});

test('workers follow the processor and the queue, and go away slowly', () => {
  const policies = Object.fromEntries(
    house
      .all('AWS::ApplicationAutoScaling::ScalingPolicy', PRIMARY)
      .map(({ properties }) => [properties.PolicyName, properties]),
  );
  expect(policies['workers-cpu'].TargetTrackingScalingPolicyConfiguration).toMatchObject({
    TargetValue: 60,
    ScaleOutCooldown: 15,
    DisableScaleIn: true,
  });
  const perTask = policies['workers-queue-per-task'].TargetTrackingScalingPolicyConfiguration;
  expect(perTask).toMatchObject({ TargetValue: 5, ScaleOutCooldown: 15, DisableScaleIn: true });
  expect(perTask.CustomizedMetricSpecification.Metrics).toContainEqual(
    expect.objectContaining({ Expression: 'waiting / tasks', ReturnData: true }),
  );
  expect(policies['workers-long-queue'].StepScalingPolicyConfiguration).toMatchObject({
    Cooldown: 15,
    StepAdjustments: [{ ScalingAdjustment: 100 }],
  });
  expect(policies['workers-spare-workers'].StepScalingPolicyConfiguration).toMatchObject({
    AdjustmentType: 'PercentChangeInCapacity',
    Cooldown: 60,
    StepAdjustments: [{ ScalingAdjustment: -10 }],
  });
  // 300 s of calm before the first one goes.
  expect(the('AWS::CloudWatch::Alarm', PRIMARY, 'WorkersScalingSpare')).toMatchObject({
    EvaluationPeriods: 5,
    TreatMissingData: 'missing',
  });
  const long = the('AWS::CloudWatch::Alarm', PRIMARY, 'WorkersScalingLong');
  expect(long).toMatchObject({ Threshold: 50, EvaluationPeriods: 1, TreatMissingData: 'missing' });
  // Where no worker runs, none is called.
  expect(long.Metrics).toContainEqual(expect.objectContaining({ Expression: 'IF(tasks > 0, waiting, 0)' }));
});

test.each([
  ['LoadDatabaseCpuAlarm', { Threshold: 70, EvaluationPeriods: 5, Period: 60 }],
  ['LoadCacheMemoryAlarm', { Threshold: 80 }],
  ['LoadApiMemoryAlarm', { Threshold: 80 }],
  ['LoadWorkersMemoryAlarm', { Threshold: 80 }],
  ['LoadSlowAnswersAlarm', { Threshold: 0.5, MetricName: 'TargetResponseTime' }],
])('%s rings at the trigger of the guide', (id, trigger) => {
  for (const stack of [PRIMARY, RECOVERY])
    expect(the('AWS::CloudWatch::Alarm', stack, id)).toMatchObject(trigger);
});

test('Redis has a node in each zone, takes over by itself, and encrypts both ways', () => {
  expect(the('AWS::ElastiCache::ReplicationGroup')).toMatchObject({
    ReplicationGroupId: 'firebackup-queue',
    Engine: 'redis',
    NumCacheClusters: 3,
    AutomaticFailoverEnabled: true,
    MultiAZEnabled: true,
    AtRestEncryptionEnabled: true,
    TransitEncryptionEnabled: true,
    CacheNodeType: 'cache.r6g.large',
  });
  expect(the('AWS::ElastiCache::GlobalReplicationGroup')).toMatchObject({
    AutomaticFailoverEnabled: true,
    Members: [{ ReplicationGroupRegion: 'us-east-1', Role: 'PRIMARY' }],
  });
});

test('the other member joins the global datastore, and is told nothing that it inherits', () => {
  const member = the('AWS::ElastiCache::ReplicationGroup', RECOVERY);
  expect(member).toMatchObject({
    ReplicationGroupId: 'firebackup-queue-dr',
    GlobalReplicationGroupId: {
      'Fn::GetStackOutput': {
        StackName: 'firebackup-workload-primary',
        OutputName: 'GlobalDatastore',
        Region: 'us-east-1',
      },
    },
    NumCacheClusters: 3,
    MultiAZEnabled: true,
  });
  const inherited = [
    'Engine',
    'EngineVersion',
    'CacheNodeType',
    'CacheParameterGroupName',
    'NumNodeGroups',
    'TransitEncryptionEnabled',
    'AtRestEncryptionEnabled',
    'AutomaticFailoverEnabled',
  ];
  expect(inherited.filter((name) => name in member)).toEqual([]);
});

test('a plan with shards makes a cluster of three nodes each, in both regions', () => {
  const sharded = builtHouse(builtPlan({ cacheShards: 3 }, { cacheBackups: [] }));
  const [one, other] = [PRIMARY, RECOVERY].map((stack) =>
    the('AWS::ElastiCache::ReplicationGroup', stack, '', sharded),
  );
  expect(one).toMatchObject({
    NumNodeGroups: 3,
    ReplicasPerNodeGroup: 2,
    CacheParameterGroupName: 'default.redis7.cluster.on',
  });
  expect(other).toMatchObject({ ReplicasPerNodeGroup: 2 });
  expect(one.NumCacheClusters ?? other.NumCacheClusters ?? other.NumNodeGroups).toBeUndefined();
});

test('the largest size may have 50 workers, and is as large as its row', () => {
  const large = builtHouse(builtPlan({ size: 'enterprise', replicas: 0 }));
  expect(the('AWS::ApplicationAutoScaling::ScalableTarget', PRIMARY, 'Workers', large).MaxCapacity).toBe(50);
  expect(the('AWS::RDS::DBInstance', PRIMARY, '', large).DBInstanceClass).toBe('db.r5.2xlarge');
  expect(the('AWS::ECS::Service', PRIMARY, 'Workers', large).DesiredCount).toBe(20);
  expect(the('AWS::ECS::TaskDefinition', PRIMARY, 'Api', large)).toMatchObject({
    Cpu: '4096',
    Memory: '8192',
  });
});
