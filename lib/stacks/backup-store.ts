import { BackupBucket } from '../constructs/backup-bucket';
import { addBackupCluster, runsContainers } from '../constructs/backup-cluster';
import type { Site } from '../constructs/site';
import { addScratchServers } from './scratch-servers';

/** Where a region keeps its dumps, cache backups and runbook; and where containers make and restore dumps, if the plan has any. */
export function addBackupStore(site: Site): void {
  new BackupBucket(site);
  if (!runsContainers(site.plan)) return;
  addBackupCluster(site);
  addScratchServers(site);
}
