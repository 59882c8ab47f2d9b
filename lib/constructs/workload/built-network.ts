import { RemovalPolicy } from 'aws-cdk-lib';
import {
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpointAwsService,
  IpAddresses,
  type ISecurityGroup,
  type ISubnet,
  type IVpc,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ZONES } from '../../plan/workload-outputs';
import type { WorkloadNetwork } from './workload-network';
import type { WorkloadSite } from './workload-site';

/** Apart, so that the two can be joined by whoever has to. */
const ADDRESSES = { primary: '10.40.0.0/16', recovery: '10.41.0.0/16' } as const;

/** What a Fargate task asks AWS for before its first line runs, and all that it needs afterwards. */
const ENDPOINTS = {
  EcrApi: InterfaceVpcEndpointAwsService.ECR,
  EcrImages: InterfaceVpcEndpointAwsService.ECR_DOCKER,
  Logs: InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
  Secrets: InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
} as const;

/**
 * A network over three zones. The load balancer stands in public subnets, everything else in private ones, which have no way
 * out.
 *
 * Tasks reach AWS by endpoints inside the network: images, logs and secrets by four interface endpoints in three zones, S3 and
 * DynamoDB by the free gateways. At 0.01 USD per endpoint, zone and hour that is 4 × 3 × 7.30 = 88 USD a month and region, and 0.01
 * USD per GB. NAT gateways in three zones are 99 and 0.045 per GB, and whatever runs here could then talk to everybody;
 * public addresses are 3.65 per task, and each of them can be knocked at. Half of it in one zone would be lost with that zone.
 * What has to reach beyond AWS, as workers that back up other people's services do, needs a network of yours.
 */
export class BuiltNetwork extends Construct implements WorkloadNetwork {
  readonly vpc: IVpc;
  readonly publicSubnets: readonly ISubnet[];
  readonly privateSubnets: readonly ISubnet[];

  constructor(site: WorkloadSite) {
    super(site.scope, 'Network');
    const made = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(ADDRESSES[site.place]),
      maxAzs: ZONES.length,
      natGateways: 0,
      // CDK would do it by a custom resource with a function of its own. Nothing here has the default group.
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [
        // Tasks that dump get an address when they are run; nothing else gets one by standing here.
        { name: 'Public', subnetType: SubnetType.PUBLIC, cidrMask: 24, mapPublicIpOnLaunch: false },
        { name: 'Private', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 20 },
      ],
      gatewayEndpoints: {
        S3: { service: GatewayVpcEndpointAwsService.S3 },
        DynamoDb: { service: GatewayVpcEndpointAwsService.DYNAMODB },
      },
    });
    // CDK's own interface does not say `undefined` where its class does.
    this.vpc = made as IVpc;
    this.publicSubnets = made.publicSubnets;
    this.privateSubnets = made.isolatedSubnets;
    this.#logRefusals();
  }

  /** Endpoints that these reach. All of them find AWS by the same names, which lead here wherever in the network one stands. */
  addEndpoints(clients: readonly ISecurityGroup[]): void {
    const group = new SecurityGroup(this, 'Endpoints', {
      vpc: this.vpc,
      description: 'Endpoints of AWS, for whatever runs in containers',
      allowAllOutbound: false,
    });
    for (const client of clients) group.addIngressRule(client, Port.tcp(443), 'what runs in containers');
    for (const [name, service] of Object.entries(ENDPOINTS)) {
      this.vpc.addInterfaceEndpoint(name, {
        service,
        subnets: { subnets: [...this.privateSubnets] },
        securityGroups: [group],
        open: false,
      });
    }
  }

  /** What was refused, not what went through: that is what an intrusion or a wrong group shows up in, at a hundredth of the price. */
  #logRefusals(): void {
    const logGroup = new LogGroup(this, 'Refused', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.vpc.addFlowLog('RefusedFlows', {
      destination: FlowLogDestination.toCloudWatchLogs(logGroup),
      trafficType: FlowLogTrafficType.REJECT,
    });
  }
}
