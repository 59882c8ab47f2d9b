import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import type { LoadBalancer } from './load-balancer';
import type { WorkloadSite } from './workload-site';

/** The name of this region alone: what is probed, and where a person looks past the public name. */
export function addRegionRecord(site: WorkloadSite, { loadBalancer }: LoadBalancer): void {
  const { plan, place } = site;
  const { hostedZone } = plan.reference;
  if (!hostedZone) return;
  new CfnRecordSet(site.scope, 'RegionRecord', {
    hostedZoneId: hostedZone.id,
    name: new URL(place === 'primary' ? plan.api.primaryUrl : plan.api.recoveryUrl).hostname,
    type: 'A',
    aliasTarget: {
      dnsName: loadBalancer.loadBalancerDnsName,
      hostedZoneId: loadBalancer.loadBalancerCanonicalHostedZoneId,
      // It says where, and nothing else: whether that answers is what the probes are for.
      evaluateTargetHealth: false,
    },
  });
}
