import { BackupBucket, keepsObjects } from '../constructs/backup-bucket';
import { addBackupCluster, runsContainers } from '../constructs/backup-cluster';
import type { Site } from '../constructs/site';
import { addScratchServers } from './scratch-servers';

/** Where a region keeps its dumps and cache backups, and where containers make and restore them; as far as the plan has any. */
export function addBackupStore(site: Site): void {
  if (keepsObjects(site.plan)) new BackupBucket(site);
  if (!runsContainers(site.plan)) return;
  addBackupCluster(site);
  addScratchServers(site);
}
