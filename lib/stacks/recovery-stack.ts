import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { HealthCheck, HealthCheckType } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { EvidenceBucket } from '../constructs/evidence-bucket';
import { RoleBeacon } from '../constructs/role-beacon';
import { Site } from '../constructs/site';
import type { Plan } from '../plan/plan';
import { addAnswerer } from './answerer';
import { addApiDownAlarm, addPlannedErrorRateAlarm } from './api-alarms';
import { addAuditorPolicy } from './auditor-policy';
import { addBackupStore } from './backup-store';
import { addAnswering, addBrakes } from './brakes';
import { addCacheBackups } from './cache-backup-workflow';
import { cacheLocator } from './cache-locator';
import { addCapacityRecorder } from './capacity-recorder';
import { addConsole } from './console-runbooks';
import { addDrill } from './drill-workflow';
import { addFailover } from './failover-workflow';
import { addGuard } from './guard';
import { addHealthEndpoint } from './health-endpoint';
import { addHeartbeat } from './heartbeat-workflow';
import { addDumps } from './logical-dump-workflow';
import { addPrimaryApiCheck } from './primary-api-check';
import { addProber } from './prober';
import { addQueueMeasurer } from './queue-measurer';
import { addReconciler } from './reconciler';
import { addRegionDownTrigger } from './region-down-trigger';
import { restoreTasks } from './restore-tasks';
import { addRestore } from './restore-workflow';
import { addRunEndings } from './run-endings';
import { addRunbookWriter } from './runbook-writer';
import { addScratchSweeper } from './scratch-sweeper';
import { addSnapshots } from './snapshot-workflow';
import { addSwitchover } from './switchover-workflow';
import { takeoverTasks } from './takeover-tasks';
import { addWalCheck } from './wal-check-workflow';
import { addWriteAccess } from './write-access-workflow';

/** The output that names the health check on which records hang. */
export const TAKEN_OVER_CHECK = 'TakenOverHealthCheckId';

/** What takes over, and everything that it needs to take over alone; and what the primary has, for the time afterwards. */
export class RecoveryStack extends Stack {
  readonly site: Site;

  constructor(scope: Construct, id: string, plan: Plan, props: StackProps) {
    super(scope, id, props);
    const site = new Site(this, plan, 'recovery');
    this.site = site;
    addProber(site, 'recovery', addPrimaryApiCheck(site));
    const evidence = new EvidenceBucket(this, 'Evidence').bucket;
    const takingOver = takeoverTasks(site, evidence);
    const locator = cacheLocator(site);
    const switchover = addSwitchover(site, [...takingOver, locator]);
    addWriteAccess(site, locator);
    const failover = addFailover(site, takingOver, switchover);
    addRegionDownTrigger(site, failover);
    addReconciler(site, failover);
    addHeartbeat(site);
    addWalCheck(site);
    addSnapshots(site);
    addBackupStore(site);
    addDumps(site);
    addCacheBackups(site);
    const restoring = restoreTasks(site);
    addRestore(site, restoring);
    addDrill(site, restoring);
    addScratchSweeper(site);
    addGuard(site);
    addCapacityRecorder(site);
    addQueueMeasurer(site);
    addPlannedErrorRateAlarm(site);
    addApiDownAlarm(site);
    addAnswerer(site);
    addRunbookWriter(site);
    addBrakes(site);
    addAnswering(site);
    this.addTakenOverCheck(new RoleBeacon(site));
    addHealthEndpoint(site);
    addConsole(site);
    addAuditorPolicy(site, evidence);
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
