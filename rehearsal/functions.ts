import type { Context } from 'aws-lambda';
import { lambda as abandonRestore } from '../lambdas/abandon-restore/handler';
import { lambda as abandonRun } from '../lambdas/abandon-run/handler';
import { lambda as acknowledgeChange } from '../lambdas/acknowledge-change/handler';
import { lambda as activateRegion } from '../lambdas/activate-region/handler';
import { lambda as answerApproval } from '../lambdas/answer-approval/handler';
import { lambda as answerRecovery } from '../lambdas/answer-recovery/handler';
import { lambda as awaitCaches } from '../lambdas/await-caches/handler';
import { lambda as awaitReplay } from '../lambdas/await-replay/handler';
import { lambda as awaitReplica } from '../lambdas/await-replica/handler';
import { lambda as blockWrites } from '../lambdas/block-writes/handler';
import { lambda as buildReplica } from '../lambdas/build-replica/handler';
import { lambda as checkBackups } from '../lambdas/check-backups/handler';
import { lambda as checkCacheBackup } from '../lambdas/check-cache-backup/handler';
import { lambda as checkCacheContents } from '../lambdas/check-cache-contents/handler';
import { lambda as checkCacheCopy } from '../lambdas/check-cache-copy/handler';
import { lambda as checkCacheExport } from '../lambdas/check-cache-export/handler';
import { lambda as checkCachePromotion } from '../lambdas/check-cache-promotion/handler';
import { lambda as checkContents } from '../lambdas/check-contents/handler';
import { lambda as checkDump } from '../lambdas/check-dump/handler';
import { lambda as checkDumpCopy } from '../lambdas/check-dump-copy/handler';
import { lambda as checkPromotion } from '../lambdas/check-promotion/handler';
import { lambda as checkReplica } from '../lambdas/check-replica/handler';
import { lambda as checkRestore } from '../lambdas/check-restore/handler';
import { lambda as checkServices } from '../lambdas/check-services/handler';
import { lambda as checkSnapshot } from '../lambdas/check-snapshot/handler';
import { lambda as checkWalArchives } from '../lambdas/check-wal-archives/handler';
import { lambda as closeRun } from '../lambdas/close-run/handler';
import { lambda as confirmTraffic } from '../lambdas/confirm-traffic/handler';
import { lambda as copyCacheBackup } from '../lambdas/copy-cache-backup/handler';
import { lambda as copySnapshot } from '../lambdas/copy-snapshot/handler';
import { lambda as createCacheBackup } from '../lambdas/create-cache-backup/handler';
import { lambda as createSnapshot } from '../lambdas/create-snapshot/handler';
import { lambda as decideFailover } from '../lambdas/decide-failover/handler';
import { lambda as decideSwitchover } from '../lambdas/decide-switchover/handler';
import { lambda as deleteOldPrimary } from '../lambdas/delete-old-primary/handler';
import { lambda as exportCacheBackup } from '../lambdas/export-cache-backup/handler';
import { lambda as fenceRegion } from '../lambdas/fence-region/handler';
import { lambda as gatherEvidence } from '../lambdas/gather-evidence/handler';
import { lambda as guardRegion } from '../lambdas/guard-region/handler';
import { lambda as handOver } from '../lambdas/hand-over/handler';
import { lambda as holdWrites } from '../lambdas/hold-writes/handler';
import { lambda as judgeCacheBackups } from '../lambdas/judge-cache-backups/handler';
import { lambda as judgeDrill } from '../lambdas/judge-drill/handler';
import { lambda as judgeDumps } from '../lambdas/judge-dumps/handler';
import { lambda as judgeSnapshots } from '../lambdas/judge-snapshots/handler';
import { lambda as judgeWal } from '../lambdas/judge-wal/handler';
import { lambda as keepOldPrimary } from '../lambdas/keep-old-primary/handler';
import { lambda as locateCaches } from '../lambdas/locate-caches/handler';
import { lambda as lockDump } from '../lambdas/lock-dump/handler';
import { lambda as pauseCaches } from '../lambdas/pause-caches/handler';
import { lambda as pauseFailover } from '../lambdas/pause-failover/handler';
import { lambda as planCacheBackups } from '../lambdas/plan-cache-backups/handler';
import { lambda as planDrill } from '../lambdas/plan-drill/handler';
import { lambda as planDumps } from '../lambdas/plan-dumps/handler';
import { lambda as planFailback } from '../lambdas/plan-failback/handler';
import { lambda as planRestore } from '../lambdas/plan-restore/handler';
import { lambda as planSnapshots } from '../lambdas/plan-snapshots/handler';
import { lambda as probeComponents } from '../lambdas/probe-components/handler';
import { lambda as promoteCache } from '../lambdas/promote-cache/handler';
import { lambda as promoteDatabase } from '../lambdas/promote-database/handler';
import { lambda as pruneObjects } from '../lambdas/prune-objects/handler';
import { lambda as pruneSnapshots } from '../lambdas/prune-snapshots/handler';
import { lambda as quiesceWorkers } from '../lambdas/quiesce-workers/handler';
import { lambda as readStandbys } from '../lambdas/read-standbys/handler';
import { lambda as reconcileFailover } from '../lambdas/reconcile-failover/handler';
import { lambda as recordCacheBackup } from '../lambdas/record-cache-backup/handler';
import { lambda as recordCapacity } from '../lambdas/record-capacity/handler';
import { lambda as recordDisproof } from '../lambdas/record-disproof/handler';
import { lambda as recordDump } from '../lambdas/record-dump/handler';
import { lambda as recordFailback } from '../lambdas/record-failback/handler';
import { lambda as recordFailure } from '../lambdas/record-failure/handler';
import { lambda as recordHeartbeats } from '../lambdas/record-heartbeats/handler';
import { lambda as recordProof } from '../lambdas/record-proof/handler';
import { lambda as recordRecoveryPoint } from '../lambdas/record-recovery-point/handler';
import { lambda as redirectCaches } from '../lambdas/redirect-caches/handler';
import { lambda as redirectWriters } from '../lambdas/redirect-writers/handler';
import { lambda as rejoinCache } from '../lambdas/rejoin-cache/handler';
import { lambda as releaseCacheBackup } from '../lambdas/release-cache-backup/handler';
import { lambda as releaseCaches } from '../lambdas/release-caches/handler';
import { lambda as releaseHold } from '../lambdas/release-hold/handler';
import { lambda as releaseWrites } from '../lambdas/release-writes/handler';
import { lambda as removeScratch } from '../lambdas/remove-scratch/handler';
import { lambda as reportLostWrites } from '../lambdas/report-lost-writes/handler';
import { lambda as requestApproval } from '../lambdas/request-approval/handler';
import { lambda as restoreSettings } from '../lambdas/restore-settings/handler';
import { lambda as resumeFailover } from '../lambdas/resume-failover/handler';
import { lambda as resumeWorkers } from '../lambdas/resume-workers/handler';
import type { LambdaFunction } from '../lambdas/runtime/define-lambda';
import type { Surroundings } from '../lambdas/runtime/surroundings';
import { lambda as scaleServices } from '../lambdas/scale-services/handler';
import { lambda as serveHealth } from '../lambdas/serve-health/handler';
import { lambda as serveRole } from '../lambdas/serve-role/handler';
import { lambda as sightDatabases } from '../lambdas/sight-databases/handler';
import { lambda as startRestore } from '../lambdas/start-restore/handler';
import { lambda as sweepScratch } from '../lambdas/sweep-scratch/handler';
import { lambda as takeLease } from '../lambdas/take-lease/handler';
import { lambda as unfenceRegion } from '../lambdas/unfence-region/handler';
import { lambda as verifyWrites } from '../lambdas/verify-writes/handler';
import { lambda as writeHeartbeat } from '../lambdas/write-heartbeat/handler';
import { lambda as writeRunbook } from '../lambdas/write-runbook/handler';

/** Every function that is shipped, as it is shipped. */
export const FUNCTIONS: readonly LambdaFunction[] = [
  resumeFailover,
  requestApproval,
  pauseFailover,
  answerApproval,
  acknowledgeChange,
  awaitReplica,
  buildReplica,
  checkReplica,
  deleteOldPrimary,
  keepOldPrimary,
  planFailback,
  recordFailback,
  redirectCaches,
  redirectWriters,
  rejoinCache,
  reportLostWrites,
  abandonRestore,
  checkContents,
  checkRestore,
  handOver,
  judgeDrill,
  planDrill,
  planRestore,
  recordDisproof,
  recordHeartbeats,
  recordProof,
  removeScratch,
  sightDatabases,
  judgeWal,
  checkWalArchives,
  checkBackups,
  abandonRun,
  activateRegion,
  answerRecovery,
  checkCacheBackup,
  checkCacheContents,
  checkCacheCopy,
  checkCacheExport,
  checkCachePromotion,
  checkDump,
  checkDumpCopy,
  checkPromotion,
  checkSnapshot,
  closeRun,
  confirmTraffic,
  copyCacheBackup,
  copySnapshot,
  createCacheBackup,
  createSnapshot,
  decideFailover,
  exportCacheBackup,
  fenceRegion,
  gatherEvidence,
  guardRegion,
  judgeCacheBackups,
  judgeDumps,
  judgeSnapshots,
  lockDump,
  planCacheBackups,
  planDumps,
  planSnapshots,
  probeComponents,
  promoteCache,
  promoteDatabase,
  pruneObjects,
  pruneSnapshots,
  readStandbys,
  reconcileFailover,
  recordCacheBackup,
  recordDump,
  recordFailure,
  recordRecoveryPoint,
  releaseCacheBackup,
  serveHealth,
  serveRole,
  startRestore,
  sweepScratch,
  takeLease,
  unfenceRegion,
  verifyWrites,
  writeHeartbeat,
  writeRunbook,
  awaitReplay,
  blockWrites,
  decideSwitchover,
  holdWrites,
  releaseHold,
  releaseWrites,
  awaitCaches,
  checkServices,
  locateCaches,
  pauseCaches,
  quiesceWorkers,
  recordCapacity,
  releaseCaches,
  restoreSettings,
  resumeWorkers,
  scaleServices,
];

/** Calls a function as Lambda does: JSON in, JSON out, and of an error nothing but its name and message. */
export type Invoke = (event: unknown) => Promise<unknown>;

/** All functions by their contract's name, living in one world. */
export function functionsIn(surroundings: Surroundings): ReadonlyMap<string, Invoke> {
  return new Map(
    FUNCTIONS.map((lambda) => {
      const handler = lambda.in(() => surroundings);
      const context = contextOf(lambda.contract.name, surroundings.region);
      return [
        lambda.contract.name,
        async (event) => asJson(await handler(asJson(event), context).catch(rethrown)),
      ];
    }),
  );
}

const asJson = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)));

/** Step Functions matches the name and hands on this text as the cause. */
function rethrown(error: Error): never {
  const cause = JSON.stringify({ errorType: error.name, errorMessage: error.message });
  throw Object.assign(new Error(error.message), { name: error.name, cause });
}

const contextOf = (name: string, region: string): Context => ({
  functionName: name,
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:${region}:111122223333:function:${name}`,
  memoryLimitInMB: '256',
  awsRequestId: 'rehearsal',
  logGroupName: `/aws/lambda/${name}`,
  logStreamName: 'rehearsal',
  callbackWaitsForEmptyEventLoop: false,
  getRemainingTimeInMillis: () => 30_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
});
