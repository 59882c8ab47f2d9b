import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { EvidenceBucket } from '../constructs/evidence-bucket';
import { RoleBeacon } from '../constructs/role-beacon';
import { Site } from '../constructs/site';
import type { Plan } from '../plan/plan';
import { addAnswerer } from './answerer';
import { addPlannedErrorRateAlarm } from './api-alarms';
import { addAuditorPolicy } from './auditor-policy';
import { addBackupStore } from './backup-store';
import { addBrakes } from './brakes';
import { addCacheBackups } from './cache-backup-workflow';
import { cacheLocator } from './cache-locator';
import { addCapacityRecorder } from './capacity-recorder';
import { addConsole } from './console-runbooks';
import { addDrill } from './drill-workflow';
import { addFailback } from './failback-workflow';
import { addGuard } from './guard';
import { addHealthEndpoint } from './health-endpoint';
import { addHeartbeat } from './heartbeat-workflow';
import { addDumps } from './logical-dump-workflow';
import { addQueueMeasurer } from './queue-measurer';
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

/** What runs where the workload runs. Losing all of it costs backups and heartbeats, never the way out. */
export class PrimaryStack extends Stack {
  readonly site: Site;

  constructor(scope: Construct, id: string, plan: Plan, props: StackProps) {
    super(scope, id, props);
    const site = new Site(this, plan, 'primary');
    this.site = site;
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
    addAnswerer(site);
    addRunbookWriter(site);
    addBrakes(site);
    const locator = cacheLocator(site);
    const evidence = new EvidenceBucket(this, 'Evidence').bucket;
    const takingOver = takeoverTasks(site, evidence);
    const switchover = addSwitchover(site, [...takingOver, locator]);
    addFailback(site, { shared: takingOver, switchover, evidence });
    addWriteAccess(site, locator);
    new RoleBeacon(site);
    addHealthEndpoint(site);
    addConsole(site);
    addAuditorPolicy(site, evidence);
    addRunEndings(site);
  }
}
