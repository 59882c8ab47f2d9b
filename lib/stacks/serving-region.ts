import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { EvidenceBucket } from '../constructs/evidence-bucket';
import type { Site } from '../constructs/site';
import type { TaskFunction } from '../constructs/task-function';
import type { Workflow } from '../constructs/workflow';
import { addAnswerer } from './answerer';
import { addPlannedErrorRateAlarm } from './api-alarms';
import { addAuditorPolicy } from './auditor-policy';
import { addBackupStore } from './backup-store';
import { addBrakes } from './brakes';
import { addCacheBackups } from './cache-backup-workflow';
import { cacheLocator } from './cache-locator';
import { addCapacityRecorder } from './capacity-recorder';
import { addDrill } from './drill-workflow';
import { addGuard } from './guard';
import { addHealthEndpoint } from './health-endpoint';
import { addHeartbeat } from './heartbeat-workflow';
import { addDumps } from './logical-dump-workflow';
import { addQueueMeasurer } from './queue-measurer';
import { restoreTasks } from './restore-tasks';
import { addRestore } from './restore-workflow';
import { addRunbookWriter } from './runbook-writer';
import { addScratchSweeper } from './scratch-sweeper';
import { addSnapshots } from './snapshot-workflow';
import { addSwitchover } from './switchover-workflow';
import { takeoverTasks } from './takeover-tasks';
import { addWalCheck } from './wal-check-workflow';
import { addWriteAccess } from './write-access-workflow';

/** What else is made of in a region that serves. */
export interface Serving {
  readonly evidence: Bucket;
  /** The tasks that every way of moving the role shares. */
  readonly takingOver: readonly TaskFunction[];
  readonly switchover: Workflow;
}

/** What both regions have that can serve: either may be the active one, and has to do then without the other. */
export function addServing(site: Site): Serving {
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
  addHealthEndpoint(site);
  const evidence = new EvidenceBucket(site.scope, 'Evidence').bucket;
  addAuditorPolicy(site, evidence);
  const locator = cacheLocator(site);
  const takingOver = takeoverTasks(site, evidence);
  const switchover = addSwitchover(site, [...takingOver, locator]);
  addWriteAccess(site, locator);
  return { evidence, takingOver, switchover };
}
