import { Fn, Validations } from 'aws-cdk-lib';
import { type ISubnet, type IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ZONES } from '../../plan/workload-outputs';
import { BuiltNetwork } from './built-network';
import type { WorkloadSite } from './workload-site';

/** Where a workload stands: over three zones, the load balancer in public subnets, everything else in private ones. */
export interface WorkloadNetwork {
  readonly vpc: IVpc;
  readonly publicSubnets: readonly ISubnet[];
  readonly privateSubnets: readonly ISubnet[];
}

/** The network that the plan names, or a new one. */
export function workloadNetwork(site: WorkloadSite): WorkloadNetwork {
  const network = ownNetwork(site) ?? new BuiltNetwork(site);
  site.tell('Vpc', network.vpc.vpcId);
  for (const zone of ZONES) {
    site.tell(`PublicSubnet${zone}`, (network.publicSubnets[zone] as ISubnet).subnetId);
    site.tell(`PrivateSubnet${zone}`, (network.privateSubnets[zone] as ISubnet).subnetId);
  }
  return network;
}

/** Routes and endpoints of such a network are its owner's, and nothing is added to it but groups. */
function ownNetwork({ scope, plan, place }: WorkloadSite): WorkloadNetwork | undefined {
  const own = plan.reference.networks?.[place];
  if (!own) return undefined;
  const vpc = Vpc.fromVpcAttributes(scope, 'Network', {
    vpcId: own.vpc,
    // Which zones these are nothing here asks, and CDK wants as many as there are subnets.
    availabilityZones: ZONES.map((zone) => Fn.select(zone, Fn.getAzs())),
    publicSubnetIds: [...own.publicSubnets],
    isolatedSubnetIds: [...own.privateSubnets],
  });
  Validations.of(vpc).acknowledge({
    id: 'Annotation::@aws-cdk/aws-ec2:noSubnetRouteTableId',
    reason: "its routes are its owner's, and nothing here asks for them",
  });
  return { vpc, publicSubnets: vpc.publicSubnets, privateSubnets: vpc.isolatedSubnets };
}
