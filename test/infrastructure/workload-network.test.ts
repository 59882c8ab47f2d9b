import { builtHouse, builtPlan } from './built';

const house = builtHouse();
const STACKS = ['workload-primary', 'workload-recovery'] as const;

/** A rule that lets something in, wherever CDK writes it: in its group or beside it. */
interface Ingress {
  readonly stack: string;
  readonly group: string;
  readonly from: string;
  readonly port: number;
}

const groupOf = (value: { 'Fn::GetAtt'?: readonly string[] }) =>
  String(value['Fn::GetAtt']?.[0]).replace(/[0-9A-F]{8}$/, '');
const ingress: readonly Ingress[] = [
  ...house.all('AWS::EC2::SecurityGroup').flatMap(({ stack, id, properties }) =>
    (properties.SecurityGroupIngress ?? []).map(
      (rule: { CidrIp?: string; CidrIpv6?: string; FromPort: number }) => ({
        stack,
        group: id.replace(/[0-9A-F]{8}$/, ''),
        from: rule.CidrIp ?? rule.CidrIpv6 ?? 'another group',
        port: rule.FromPort,
      }),
    ),
  ),
  ...house.all('AWS::EC2::SecurityGroupIngress').map(({ stack, properties }) => ({
    stack,
    group: groupOf(properties.GroupId),
    from: properties.CidrIp ?? properties.CidrIpv6 ?? groupOf(properties.SourceSecurityGroupId),
    port: properties.FromPort,
  })),
];

test('everybody is let in by the load balancer alone, on 80 and 443', () => {
  const open = ingress.filter(({ from }) => /\//.test(from));
  expect(open.map(({ stack, group, port }) => [stack, group, port])).toEqual(
    STACKS.flatMap((stack) => [80, 443].map((port) => [stack, 'GroupsLoadBalancer', port])),
  );
});

test.each(STACKS)(
  'in %s a store admits the application and the orchestrator, its fence the orchestrator alone',
  (stack) => {
    const admittedBy = (group: string) =>
      ingress
        .filter((one) => one.stack === stack && one.group === group)
        .map(({ from, port }) => `${from} ${port}`)
        .sort();
    expect(admittedBy('GroupsDatabase')).toEqual(['GroupsApplication 5432', 'GroupsOrchestrator 5432']);
    expect(admittedBy('GroupsDatabaseFence')).toEqual(['GroupsOrchestrator 5432']);
    expect(admittedBy('GroupsCache')).toEqual(['GroupsApplication 6379', 'GroupsOrchestrator 6379']);
    expect(admittedBy('GroupsCacheFence')).toEqual(['GroupsOrchestrator 6379']);
    expect(admittedBy('GroupsApplication')).toEqual(['GroupsLoadBalancer 4000']);
    expect(admittedBy('NetworkEndpoints')).toEqual([
      'GroupsApplication 443',
      'GroupsDatabaseFence 443',
      'GroupsOrchestrator 443',
    ]);
    expect(admittedBy('GroupsOrchestrator')).toEqual([]);
  },
);

test.each(STACKS)('%s spans three zones, without a NAT gateway', (stack) => {
  const zones = house
    .all('AWS::EC2::Subnet', stack)
    .map(({ properties }) => properties.AvailabilityZone['Fn::Select'][0]);
  expect(zones.sort()).toEqual([0, 0, 1, 1, 2, 2]);
  expect(house.all('AWS::EC2::NatGateway', stack)).toEqual([]);
  expect(
    house.all('AWS::EC2::Subnet', stack).filter(({ properties }) => properties.MapPublicIpOnLaunch),
  ).toEqual([]);
});

test.each(STACKS)(
  'in %s tasks reach AWS by endpoints: two that are free, and four in three zones',
  (stack) => {
    const endpoints = house.all('AWS::EC2::VPCEndpoint', stack).map(({ properties }) => properties);
    const free = endpoints.filter(({ VpcEndpointType }) => VpcEndpointType === 'Gateway');
    const paid = endpoints.filter(({ VpcEndpointType }) => VpcEndpointType === 'Interface');
    expect(free).toHaveLength(2);
    expect(paid.map(({ ServiceName }) => ServiceName.split('.').slice(3).join('.')).sort()).toEqual([
      'ecr.api',
      'ecr.dkr',
      'logs',
      'secretsmanager',
    ]);
    for (const { SubnetIds, PrivateDnsEnabled } of paid)
      expect([SubnetIds.length, PrivateDnsEnabled]).toEqual([3, true]);
  },
);

test('the two networks have addresses apart', () => {
  const ranges = house.all('AWS::EC2::VPC').map(({ properties }) => properties.CidrBlock);
  expect(new Set(ranges).size).toBe(2);
});

test('passwords are made here, lie in both regions, and are in no template', () => {
  const secrets = house.all('AWS::SecretsManager::Secret');
  expect(secrets.map(({ properties }) => properties.Name).sort()).toEqual([
    'firebackup/database/application',
    'firebackup/database/master',
  ]);
  for (const { properties, deletionPolicy } of secrets) {
    expect(properties).toMatchObject({
      ReplicaRegions: [{ Region: 'us-west-2' }],
      GenerateSecretString: { PasswordLength: 40, ExcludePunctuation: true },
    });
    expect(deletionPolicy).toBe('Retain');
  }
  const [primary] = house
    .all('AWS::RDS::DBInstance', 'workload-primary')
    .filter(({ properties }) => properties.Engine);
  expect(JSON.stringify(primary?.properties.MasterUserPassword)).toContain('{{resolve:secretsmanager:');
});

test('the public name leads to the recovery region exactly while that says that it serves', () => {
  const [recovery, primary] = ['ToRecovery', 'ToPrimary'].map(
    (id) => house.one('AWS::Route53::RecordSet', 'traffic', id).properties,
  );
  expect(recovery).toMatchObject({
    Name: 'firebackup.example.com',
    Failover: 'PRIMARY',
    HealthCheckId: {
      'Fn::GetStackOutput': { StackName: 'firebackup-recovery', OutputName: 'TakenOverHealthCheckId' },
    },
    AliasTarget: { DNSName: { 'Fn::GetStackOutput': { StackName: 'firebackup-workload-recovery' } } },
  });
  expect(primary).toMatchObject({
    Name: 'firebackup.example.com',
    Failover: 'SECONDARY',
    AliasTarget: { DNSName: { 'Fn::GetStackOutput': { StackName: 'firebackup-workload-primary' } } },
  });
  expect(primary.HealthCheckId).toBeUndefined();
});

test('each region has a name of its own', () => {
  expect(STACKS.map((stack) => house.one('AWS::Route53::RecordSet', stack).properties.Name)).toEqual([
    'primary.firebackup.example.com',
    'recovery.firebackup.example.com',
  ]);
});

test('without a hosted zone no record is made, and no stack for any', () => {
  const { hostedZone: _, ...rest } = builtPlan().reference;
  const without = builtHouse({ ...builtPlan(), reference: rest });
  expect(without.all('AWS::Route53::RecordSet')).toEqual([]);
  expect(without.resources.filter(({ stack }) => stack === 'traffic')).toEqual([]);
});

test.each(STACKS)('in %s all that runs in containers may ask outwards, and stores may not', (stack) => {
  const silent = house
    .all('AWS::EC2::SecurityGroup', stack)
    .filter(({ properties }) => !JSON.stringify(properties.SecurityGroupEgress ?? []).includes('0.0.0.0/0'))
    .map(({ id }) => id.replace(/[0-9A-F]{8}$/, ''));
  expect(silent.sort()).toEqual([
    'GroupsCache',
    'GroupsCacheFence',
    'GroupsDatabase',
    'GroupsLoadBalancer',
    'NetworkEndpoints',
  ]);
});

describe('in networks of yours', () => {
  const network = (digit: number) => ({
    vpc: `vpc-0000000${digit}`,
    publicSubnets: [1, 2, 3].map((zone) => `subnet-000000${digit}${zone}`),
    privateSubnets: [4, 5, 6].map((zone) => `subnet-000000${digit}${zone}`),
  });
  const own = builtHouse(builtPlan({ networks: { primary: network(1), recovery: network(2) } }));

  test('nothing is made but groups', () => {
    const made = own.resources.filter(
      ({ stack, type }) => /^workload/.test(stack) && /^AWS::EC2::/.test(type),
    );
    expect([...new Set(made.map(({ type }) => type))].sort()).toEqual([
      'AWS::EC2::SecurityGroup',
      'AWS::EC2::SecurityGroupEgress',
      'AWS::EC2::SecurityGroupIngress',
    ]);
  });

  test('the load balancer stands in the public subnets, and everything else in the private ones', () => {
    const [one, two] = [network(1), network(2)];
    const subnetsIn = (stack: string) => [
      own.one('AWS::ElasticLoadBalancingV2::LoadBalancer', stack).properties.Subnets,
      own.one('AWS::ECS::Service', stack, 'Api').properties.NetworkConfiguration.AwsvpcConfiguration.Subnets,
      own.one('AWS::RDS::DBSubnetGroup', stack).properties.SubnetIds,
      own.one('AWS::ElastiCache::SubnetGroup', stack).properties.SubnetIds,
    ];
    const expected = ({ publicSubnets, privateSubnets }: typeof one) => [
      publicSubnets,
      privateSubnets,
      privateSubnets,
      privateSubnets,
    ];
    expect(subnetsIn('workload-primary')).toEqual(expected(one));
    expect(subnetsIn('workload-recovery')).toEqual(expected(two));
  });
});
