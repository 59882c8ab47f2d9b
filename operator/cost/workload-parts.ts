import { type CostedStack, resourcesIn } from './template';

/** What of a workload costs by the hour, and how much of it there is. No price: that is a matter of its size and of contracts. */
export interface WorkloadPart {
  readonly stack: string;
  readonly type: string;
  readonly sizes: readonly string[];
}

const BY_THE_HOUR: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::NatGateway': [],
  'AWS::EC2::VPCEndpoint': ['VpcEndpointType'],
  'AWS::ECS::Service': ['DesiredCount'],
  'AWS::ElastiCache::GlobalReplicationGroup': ['CacheNodeType'],
  'AWS::ElastiCache::ReplicationGroup': ['CacheNodeType', 'NumCacheClusters'],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['Type'],
  'AWS::RDS::DBInstance': ['DBInstanceClass', 'AllocatedStorage', 'StorageType', 'MultiAZ'],
};

export function workloadParts(stacks: readonly CostedStack[]): readonly WorkloadPart[] {
  const parts = new Map<string, { stack: string; type: string; sizes: string[] }>();
  for (const { stack, type, properties } of resourcesIn(stacks)) {
    const named = BY_THE_HOUR[type];
    if (!named) continue;
    const key = `${stack} ${type}`;
    const part = parts.get(key) ?? { stack, type, sizes: [] };
    part.sizes.push(
      named
        .flatMap((name) => properties[name] ?? [])
        .map(String)
        .join(' '),
    );
    parts.set(key, part);
  }
  return [...parts.values()];
}
