import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ApplicationTargetGroup,
  ListenerCertificate,
  SslPolicy,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { loadBalancerName, targetGroupName } from '../../plan/workload-names';
import { API_PORT, type WorkloadGroups } from './workload-groups';
import type { WorkloadNetwork } from './workload-network';
import type { WorkloadSite } from './workload-site';

/** Who asked what: as long as the logs of functions are kept. */
const ACCESS_LOGS_KEPT = Duration.days(90);

interface Around {
  readonly network: WorkloadNetwork;
  readonly groups: WorkloadGroups;
}

/** The guide's load balancer, in public subnets of three zones. It speaks TLS, and sends who does not to where it does. */
export class LoadBalancer extends Construct {
  readonly loadBalancer: ApplicationLoadBalancer;
  readonly targets: ApplicationTargetGroup;

  constructor(site: WorkloadSite, { network, groups }: Around) {
    super(site.scope, 'LoadBalancer');
    this.loadBalancer = new ApplicationLoadBalancer(this, 'LoadBalancer', {
      loadBalancerName: loadBalancerName(site.plan),
      vpc: network.vpc,
      vpcSubnets: { subnets: [...network.publicSubnets] },
      internetFacing: true,
      securityGroup: groups.loadBalancer,
      deletionProtection: true,
      http2Enabled: true,
      dropInvalidHeaderFields: true,
    });
    this.loadBalancer.logAccessLogs(this.#accessLogs());
    this.targets = new ApplicationTargetGroup(this, 'Api', {
      targetGroupName: targetGroupName(site.plan),
      vpc: network.vpc,
      targetType: TargetType.IP,
      protocol: ApplicationProtocol.HTTP,
      port: API_PORT,
      healthCheck: {
        path: '/health',
        port: 'traffic-port',
        healthyThresholdCount: 2,
        unhealthyThresholdCount: 3,
        timeout: Duration.seconds(5),
        interval: Duration.seconds(10),
      },
      stickinessCookieDuration: Duration.seconds(86_400),
    });
    this.loadBalancer.addListener('Https', {
      port: 443,
      protocol: ApplicationProtocol.HTTPS,
      certificates: [ListenerCertificate.fromArn(site.plan.reference.certificates[site.place])],
      sslPolicy: SslPolicy.RECOMMENDED_TLS,
      defaultTargetGroups: [this.targets],
      // The group admits everybody, and says so where it is made.
      open: false,
    });
    this.loadBalancer.addRedirect({ open: false });
    site.tell('LoadBalancerName', this.loadBalancer.loadBalancerDnsName);
    site.tell('LoadBalancerFullName', this.loadBalancer.loadBalancerFullName);
    site.tell('LoadBalancerZone', this.loadBalancer.loadBalancerCanonicalHostedZoneId);
  }

  #accessLogs(): IBucket {
    const bucket = new Bucket(this, 'AccessLogs', {
      versioned: true,
      // Load balancers write under no key but S3's own.
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [
        { expiration: ACCESS_LOGS_KEPT, noncurrentVersionExpiration: Duration.days(1) },
        { abortIncompleteMultipartUploadAfter: Duration.days(7) },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'it is the access log; a log of who read the log needs a bucket that has the same question',
    });
    // CDK's own interface does not say `undefined` where its class does.
    return bucket as IBucket;
  }
}
