import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { contract as checkCacheBackup } from '../../lambdas/check-cache-backup/contract';
import { contract as checkCacheCopy } from '../../lambdas/check-cache-copy/contract';
import { contract as checkCacheExport } from '../../lambdas/check-cache-export/contract';
import { contract as copyCacheBackup } from '../../lambdas/copy-cache-backup/contract';
import { contract as createCacheBackup } from '../../lambdas/create-cache-backup/contract';
import { contract as exportCacheBackup } from '../../lambdas/export-cache-backup/contract';
import { contract as judgeCacheBackups } from '../../lambdas/judge-cache-backups/contract';
import { contract as planCacheBackups } from '../../lambdas/plan-cache-backups/contract';
import { contract as recordCacheBackup } from '../../lambdas/record-cache-backup/contract';
import { contract as releaseCacheBackup } from '../../lambdas/release-cache-backup/contract';
import { bucketVariables } from '../constructs/backup-bucket';
import { deploymentVariables, ledgerVariables } from '../constructs/environment';
import { PLACES } from '../constructs/plan-arns';
import type { Site } from '../constructs/site';
import { pascalCase, TaskFunction } from '../constructs/task-function';
import { DUE, UtcSchedule } from '../constructs/utc-schedule';
import { Workflow } from '../constructs/workflow';
import { pruneObjectsFunction } from './prune-objects-function';

/** An hour late a backup is still worth taking, and its name says when it was due. */
const LATEST_AFTER_SECONDS = 3600;
const KEPT = 'caches/*';

/**
 * The machine for cache backups and one schedule per policy, in both regions: only the active one finds anything to do. A
 * plan without such policies has no machine.
 */
export function addCacheBackups(site: Site): void {
  const { plan } = site;
  if (plan.cacheBackups.length === 0) return;
  const exported = `${plan.name}-*.rdb`;
  const environment = deploymentVariables(plan);
  const recording = ledgerVariables(plan);
  const tasks = [
    new TaskFunction(site, {
      contract: planCacheBackups,
      environment: { ...recording, ...bucketVariables(plan) },
    }),
    new TaskFunction(site, { contract: createCacheBackup, environment }),
    new TaskFunction(site, { contract: checkCacheBackup, environment }),
    new TaskFunction(site, { contract: exportCacheBackup, environment, backupKeys: [exported] }),
    new TaskFunction(site, { contract: checkCacheExport, environment, backupKeys: [exported] }),
    new TaskFunction(site, {
      contract: copyCacheBackup,
      environment,
      reaches: PLACES,
      backupKeys: [exported, KEPT],
    }),
    new TaskFunction(site, { contract: checkCacheCopy, environment, reaches: PLACES, backupKeys: [KEPT] }),
    new TaskFunction(site, { contract: recordCacheBackup, environment: recording }),
    new TaskFunction(site, { contract: releaseCacheBackup, environment: recording, backupKeys: [exported] }),
    new TaskFunction(site, { contract: judgeCacheBackups, environment: {} }),
    pruneObjectsFunction(site),
  ];
  const { machine } = new Workflow(site, { name: 'cache-backup', type: StateMachineType.STANDARD, tasks });
  for (const { name, schedule } of plan.cacheBackups) {
    new UtcSchedule(site, `CacheBackup${pascalCase(name)}`, {
      description: `Cache backups of policy ${name}`,
      expression: schedule,
      starts: { arn: machine.stateMachineArn, action: 'states:StartExecution' },
      input: { policy: name, due: DUE },
      latestAfterSeconds: LATEST_AFTER_SECONDS,
    });
  }
}
