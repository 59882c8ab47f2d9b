import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { HealthCheck, HealthCheckType } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { RoleBeacon } from '../constructs/role-beacon';
import { Site } from '../constructs/site';
import type { Plan } from '../plan/plan';
import { addApiDownAlarm } from './api-alarms';
import { addAnswering } from './brakes';
import { addConsole } from './console-runbooks';
import { addFailover } from './failover-workflow';
import { addPrimaryApiCheck } from './primary-api-check';
import { addProber } from './prober';
import { addReconciler } from './reconciler';
import { addRegionDownTrigger } from './region-down-trigger';
import { addRunEndings } from './run-endings';
import { addServing } from './serving-region';

/** The output that names the health check on which records hang. */
export const TAKEN_OVER_CHECK = 'TakenOverHealthCheckId';

/** What takes over, and everything that it needs to take over alone; and what the primary has, for the time afterwards. */
export class RecoveryStack extends Stack {
  readonly site: Site;

  constructor(scope: Construct, id: string, plan: Plan, props: StackProps) {
    super(scope, id, props);
    const site = new Site(this, plan, 'recovery');
    this.site = site;
    const { takingOver, switchover } = addServing(site);
    addProber(site, 'recovery', addPrimaryApiCheck(site));
    const failover = addFailover(site, takingOver, switchover);
    addRegionDownTrigger(site, failover);
    addReconciler(site, failover);
    addApiDownAlarm(site);
    addAnswering(site);
    this.addTakenOverCheck(new RoleBeacon(site));
    addConsole(site);
    addRunEndings(site);
  }

  /**
   * Healthy exactly while this region is the active one: records that hang on it move by themselves, on Route 53's data
   * plane. Each of some 16 checkers asks every 30 s, out of step with the others, and believes one answer; Route 53 believes more than
   * 18 % of them. So a takeover moves clients when three have seen it, some 6 s after it and 30 s at the latest, and no odd answer or two
   * do; and away from a region that serves they only move when for half a minute hardly a checker has got through. Every 10 s would be a
   * dollar more, and two more million calls, for some seconds.
   */
  private addTakenOverCheck({ hostName }: RoleBeacon): void {
    const check = new HealthCheck(this, 'TakenOverCheck', {
      type: HealthCheckType.HTTPS,
      fqdn: hostName,
      resourcePath: '/role',
      port: 443,
      requestInterval: Duration.seconds(30),
      failureThreshold: 1,
      enableSNI: true,
    });
    new CfnOutput(this, TAKEN_OVER_CHECK, {
      description: 'Healthy while the recovery region is the active one',
      value: check.healthCheckId,
    });
  }
}
