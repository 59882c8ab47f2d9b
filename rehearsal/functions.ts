import type { Context } from 'aws-lambda';
import { lambda as abandonRestore } from '../lambdas/abandon-restore/handler';
import { lambda as abandonRun } from '../lambdas/abandon-run/handler';
import { lambda as activateRegion } from '../lambdas/activate-region/handler';
import { lambda as answerRecovery } from '../lambdas/answer-recovery/handler';
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
import { lambda as checkRestore } from '../lambdas/check-restore/handler';
import { lambda as checkSnapshot } from '../lambdas/check-snapshot/handler';
import { lambda as checkWalArchives } from '../lambdas/check-wal-archives/handler';
import { lambda as closeRun } from '../lambdas/close-run/handler';
import { lambda as confirmTraffic } from '../lambdas/confirm-traffic/handler';
import { lambda as copyCacheBackup } from '../lambdas/copy-cache-backup/handler';
import { lambda as copySnapshot } from '../lambdas/copy-snapshot/handler';
import { lambda as createCacheBackup } from '../lambdas/create-cache-backup/handler';
import { lambda as createSnapshot } from '../lambdas/create-snapshot/handler';
import { lambda as decideFailover } from '../lambdas/decide-failover/handler';
import { lambda as exportCacheBackup } from '../lambdas/export-cache-backup/handler';
import { lambda as fenceRegion } from '../lambdas/fence-region/handler';
import { lambda as gatherEvidence } from '../lambdas/gather-evidence/handler';
import { lambda as guardRegion } from '../lambdas/guard-region/handler';
import { lambda as handOver } from '../lambdas/hand-over/handler';
import { lambda as judgeCacheBackups } from '../lambdas/judge-cache-backups/handler';
import { lambda as judgeDrill } from '../lambdas/judge-drill/handler';
import { lambda as judgeDumps } from '../lambdas/judge-dumps/handler';
import { lambda as judgeSnapshots } from '../lambdas/judge-snapshots/handler';
import { lambda as judgeWal } from '../lambdas/judge-wal/handler';
import { lambda as lockDump } from '../lambdas/lock-dump/handler';
import { lambda as planCacheBackups } from '../lambdas/plan-cache-backups/handler';
import { lambda as planDrill } from '../lambdas/plan-drill/handler';
import { lambda as planDumps } from '../lambdas/plan-dumps/handler';
import { lambda as planRestore } from '../lambdas/plan-restore/handler';
import { lambda as planSnapshots } from '../lambdas/plan-snapshots/handler';
import { lambda as probeComponents } from '../lambdas/probe-components/handler';
import { lambda as promoteCache } from '../lambdas/promote-cache/handler';
import { lambda as promoteDatabase } from '../lambdas/promote-database/handler';
import { lambda as pruneObjects } from '../lambdas/prune-objects/handler';
import { lambda as pruneSnapshots } from '../lambdas/prune-snapshots/handler';
import { lambda as readStandbys } from '../lambdas/read-standbys/handler';
import { lambda as reconcileFailover } from '../lambdas/reconcile-failover/handler';
import { lambda as recordCacheBackup } from '../lambdas/record-cache-backup/handler';
import { lambda as recordDisproof } from '../lambdas/record-disproof/handler';
import { lambda as recordDump } from '../lambdas/record-dump/handler';
import { lambda as recordFailure } from '../lambdas/record-failure/handler';
import { lambda as recordProof } from '../lambdas/record-proof/handler';
import { lambda as recordRecoveryPoint } from '../lambdas/record-recovery-point/handler';
import { lambda as releaseCacheBackup } from '../lambdas/release-cache-backup/handler';
import { lambda as removeScratch } from '../lambdas/remove-scratch/handler';
import type { LambdaFunction } from '../lambdas/runtime/define-lambda';
import type { Surroundings } from '../lambdas/runtime/surroundings';
import { lambda as serveRole } from '../lambdas/serve-role/handler';
import { lambda as sightDatabases } from '../lambdas/sight-databases/handler';
import { lambda as startRestore } from '../lambdas/start-restore/handler';
import { lambda as sweepScratch } from '../lambdas/sweep-scratch/handler';
import { lambda as takeLease } from '../lambdas/take-lease/handler';
import { lambda as unfenceRegion } from '../lambdas/unfence-region/handler';
import { lambda as verifyWrites } from '../lambdas/verify-writes/handler';
import { lambda as writeHeartbeat } from '../lambdas/write-heartbeat/handler';

/** Every function that is shipped, as it is shipped. */
export const FUNCTIONS: readonly LambdaFunction[] = [
  abandonRestore,
  checkContents,
  checkRestore,
  handOver,
  judgeDrill,
  planDrill,
  planRestore,
  recordDisproof,
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
  serveRole,
  startRestore,
  sweepScratch,
  takeLease,
  unfenceRegion,
  verifyWrites,
  writeHeartbeat,
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
