import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { RoleBeacon } from '../constructs/role-beacon';
import { Site } from '../constructs/site';
import type { Plan } from '../plan/plan';
import { addAnswerer } from './answerer';
import { addBackupStore } from './backup-store';
import { addCacheBackups } from './cache-backup-workflow';
import { addDrill } from './drill-workflow';
import { addGuard } from './guard';
import { addHeartbeat } from './heartbeat-workflow';
import { addDumps } from './logical-dump-workflow';
import { restoreTasks } from './restore-tasks';
import { addRestore } from './restore-workflow';
import { addScratchSweeper } from './scratch-sweeper';
import { addSnapshots } from './snapshot-workflow';
import { addWalCheck } from './wal-check-workflow';

/** What runs where the workload runs. Losing all of it costs backups and heartbeats, never the way out. */
export class PrimaryStack extends Stack {
  constructor(scope: Construct, id: string, plan: Plan, props: StackProps) {
    super(scope, id, props);
    const site = new Site(this, plan, 'primary');
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
    addAnswerer(site);
    new RoleBeacon(site);
  }
}
