import { CfnScalableTarget, CfnScalingPolicy } from 'aws-cdk-lib/aws-applicationautoscaling';
import { Construct } from 'constructs';
import type { Tasks } from '../../plan/sizing';
import { serviceName, workloadCluster } from '../../plan/workload-names';
import type { WorkloadService } from './workload-service';
import type { WorkloadSite } from './workload-site';

type Tracked = Omit<CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty, 'targetValue'>;

/** A service between its bounds, and the policies that move it. From L1s: CDK's own tracks no metric that is calculated. */
export class ScaledService extends Construct {
  readonly #target: CfnScalableTarget;

  constructor(
    site: WorkloadSite,
    readonly component: 'api' | 'workers',
    { least, most }: Tasks,
    service: WorkloadService,
  ) {
    super(service, 'Scaling');
    this.#target = new CfnScalableTarget(this, 'Target', {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: `service/${workloadCluster(site.plan)}/${serviceName(site.plan, component)}`,
      minCapacity: least,
      maxCapacity: most,
    });
    this.#target.node.addDependency(service.service);
  }

  /** Adds and takes away tasks so that something stays at a value. */
  track(id: string, targetValue: number, tracked: Tracked): void {
    new CfnScalingPolicy(this, id, {
      policyName: `${this.component}-${id}`,
      policyType: 'TargetTrackingScaling',
      scalingTargetId: this.#target.ref,
      targetTrackingScalingPolicyConfiguration: { targetValue, ...tracked },
    });
  }

  /** Changes the number of tasks by a share of it, whenever an alarm asks; answers what the alarm calls. */
  step(id: string, percent: number, cooldownSeconds: number): string {
    return new CfnScalingPolicy(this, id, {
      policyName: `${this.component}-${id}`,
      policyType: 'StepScaling',
      scalingTargetId: this.#target.ref,
      stepScalingPolicyConfiguration: {
        adjustmentType: 'PercentChangeInCapacity',
        cooldown: cooldownSeconds,
        metricAggregationType: 'Maximum',
        // One step, from the alarm's threshold up: all of our alarms ring above theirs.
        stepAdjustments: [{ metricIntervalLowerBound: 0, scalingAdjustment: percent }],
      },
    }).attrArn;
  }
}
