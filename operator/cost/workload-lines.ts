import { DAYS_PER_MONTH } from './assumptions';
import { type CostLine, costLine } from './line';
import { PRICES, type PriceName } from './prices';
import { standingLines } from './standing-lines';
import { type CostedResource, type CostedStack, resourcesIn, targetOf } from './template';

const HOURS = DAYS_PER_MONTH * 24;

/** What a workload that is built here costs in a month: on demand, at the plan's usual size, and as it stands before any failover. */
export function workloadLines(stacks: readonly CostedStack[]): readonly CostLine[] {
  const resources = resourcesIn(stacks);
  const lines = resources.flatMap((one) => [...partsOf(one, resources), ...standingLines(one)]);
  return lines.filter(({ quantity }) => quantity > 0);
}

function partsOf(one: CostedResource, resources: readonly CostedResource[]): readonly CostLine[] {
  const { type, properties } = one;
  const byTheHour = (service: string, price: PriceName, count: number, because: string) =>
    costLine(service, `${one.id} in ${one.stack}`, { quantity: count * HOURS, price, because });
  switch (type) {
    case 'AWS::RDS::DBInstance':
      return databaseLines(one, resources);
    case 'AWS::ElastiCache::ReplicationGroup': {
      const nodes = nodesOf(one);
      const nodeType = ofWhole(resources, type, 'CacheNodeType');
      return [byTheHour('ElastiCache', priceNamed(nodeType), nodes, `${nodes} nodes of ${nodeType}`)];
    }
    case 'AWS::ECS::Service': {
      const tasks = Number(properties.DesiredCount);
      const { Cpu, Memory } = targetOf(properties.TaskDefinition, one.stack, resources)?.properties ?? {};
      const [vcpu, gigabytes] = [Number(Cpu) / 1024, Number(Memory) / 1024];
      const because = `${tasks} tasks of ${vcpu} vCPU and ${gigabytes} GB`;
      return [
        byTheHour('Fargate', 'fargateVcpuHours', tasks * vcpu, because),
        byTheHour('Fargate', 'fargateGbHours', tasks * gigabytes, because),
      ];
    }
    case 'AWS::ElasticLoadBalancingV2::LoadBalancer': {
      const zones = properties.Subnets.length;
      return [
        byTheHour('load balancer', 'loadBalancerHours', 1, 'without its capacity units'),
        byTheHour('load balancer', 'publicAddressHours', zones, `a public address in each of ${zones} zones`),
      ];
    }
    case 'AWS::EC2::VPCEndpoint': {
      const zones = properties.VpcEndpointType === 'Interface' ? properties.SubnetIds.length : 0;
      return [
        byTheHour('VPC endpoints', 'endpointHours', zones, `in ${zones} zones, without what passes it`),
      ];
    }
    default:
      return [];
  }
}

/** Multi-AZ is two of everything. A replica has its primary's storage, and grows with it. */
function databaseLines(
  { id, stack, type, properties }: CostedResource,
  resources: readonly CostedResource[],
): readonly CostLine[] {
  const { DBInstanceClass: instanceClass, MultiAZ } = properties;
  const count = MultiAZ ? 2 : 1;
  const gigabytes = Number(ofWhole(resources, type, 'AllocatedStorage'));
  const what = `${id} in ${stack}`;
  const twice = MultiAZ ? 'two of ' : '';
  return [
    costLine('RDS', what, {
      quantity: count * HOURS,
      price: priceNamed(instanceClass),
      because: `${twice}${instanceClass}`,
    }),
    costLine('RDS', `${what}: storage`, {
      quantity: count * gigabytes,
      price: 'databaseGbMonths',
      because: `${twice}${gigabytes} GB of gp3, before it grows`,
    }),
  ];
}

const nodesOf = ({ properties }: CostedResource): number =>
  properties.NumCacheClusters ?? properties.NumNodeGroups * (properties.ReplicasPerNodeGroup + 1);

/** What only the first of its kind says, and the others of the deployment take over: a replica's storage, a secondary's node type. */
function ofWhole(resources: readonly CostedResource[], type: string, property: string): string {
  const said = resources.find((one) => one.type === type && one.properties[property] !== undefined);
  if (!said) throw new RangeError(`no ${type} of the workload says its ${property}`);
  return said.properties[property];
}

function priceNamed(name: string): PriceName {
  if (Object.hasOwn(PRICES, name)) return name as PriceName;
  throw new RangeError(`${name} has no price in operator/cost/prices.ts`);
}
