import { Fn, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { toldByStacks } from '../constructs/workload/workload-site';
import type { ReferencePlan } from '../plan/reference-schema';
import { TAKEN_OVER_CHECK } from './recovery-stack';

/** The longest that a client goes on asking in the wrong region is what an alias to a load balancer gives it: 60 s. */
const RECORDS = { primary: 'SECONDARY', recovery: 'PRIMARY' } as const;

/**
 * The public name, as two records that never change. Route 53's first choice is the *recovery* region, while that says of itself
 * that it is the active one; else clients go to the primary region, which is asked nothing: a primary that is down and not yet
 * taken over is no reason to send anybody anywhere else.
 */
export class TrafficStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    plan: ReferencePlan,
    props: StackProps & { recoveryStack: string },
  ) {
    super(scope, id, props);
    const { hostedZone } = plan.reference;
    if (!hostedZone) throw new RangeError('no hosted zone in the plan: there is nowhere to put records');
    const told = toldByStacks(plan);
    for (const place of ['recovery', 'primary'] as const) {
      new CfnRecordSet(this, place === 'recovery' ? 'ToRecovery' : 'ToPrimary', {
        hostedZoneId: hostedZone.id,
        name: new URL(plan.api.publicUrl).hostname,
        type: 'A',
        setIdentifier: place,
        failover: RECORDS[place],
        aliasTarget: {
          dnsName: told(place, 'LoadBalancerName'),
          hostedZoneId: told(place, 'LoadBalancerZone'),
          evaluateTargetHealth: false,
        },
        ...(place === 'recovery' && {
          healthCheckId: Fn.getStackOutput(props.recoveryStack, TAKEN_OVER_CHECK),
        }),
      });
    }
  }
}
