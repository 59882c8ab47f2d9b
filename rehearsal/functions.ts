import type { Context } from 'aws-lambda';
import { lambda as abandonRun } from '../lambdas/abandon-run/handler';
import { lambda as activateRegion } from '../lambdas/activate-region/handler';
import { lambda as checkCachePromotion } from '../lambdas/check-cache-promotion/handler';
import { lambda as checkPromotion } from '../lambdas/check-promotion/handler';
import { lambda as checkSnapshot } from '../lambdas/check-snapshot/handler';
import { lambda as closeRun } from '../lambdas/close-run/handler';
import { lambda as confirmTraffic } from '../lambdas/confirm-traffic/handler';
import { lambda as copySnapshot } from '../lambdas/copy-snapshot/handler';
import { lambda as createSnapshot } from '../lambdas/create-snapshot/handler';
import { lambda as decideFailover } from '../lambdas/decide-failover/handler';
import { lambda as fenceRegion } from '../lambdas/fence-region/handler';
import { lambda as gatherEvidence } from '../lambdas/gather-evidence/handler';
import { lambda as guardRegion } from '../lambdas/guard-region/handler';
import { lambda as judgeSnapshots } from '../lambdas/judge-snapshots/handler';
import { lambda as planSnapshots } from '../lambdas/plan-snapshots/handler';
import { lambda as probeComponents } from '../lambdas/probe-components/handler';
import { lambda as promoteCache } from '../lambdas/promote-cache/handler';
import { lambda as promoteDatabase } from '../lambdas/promote-database/handler';
import { lambda as pruneSnapshots } from '../lambdas/prune-snapshots/handler';
import { lambda as readStandbys } from '../lambdas/read-standbys/handler';
import { lambda as reconcileFailover } from '../lambdas/reconcile-failover/handler';
import { lambda as recordFailure } from '../lambdas/record-failure/handler';
import { lambda as recordRecoveryPoint } from '../lambdas/record-recovery-point/handler';
import type { LambdaFunction } from '../lambdas/runtime/define-lambda';
import type { Surroundings } from '../lambdas/runtime/surroundings';
import { lambda as serveRole } from '../lambdas/serve-role/handler';
import { lambda as takeLease } from '../lambdas/take-lease/handler';
import { lambda as unfenceRegion } from '../lambdas/unfence-region/handler';
import { lambda as verifyWrites } from '../lambdas/verify-writes/handler';
import { lambda as writeHeartbeat } from '../lambdas/write-heartbeat/handler';

/** Every function that is shipped, as it is shipped. */
export const FUNCTIONS: readonly LambdaFunction[] = [
  abandonRun,
  activateRegion,
  checkCachePromotion,
  checkPromotion,
  checkSnapshot,
  closeRun,
  confirmTraffic,
  copySnapshot,
  createSnapshot,
  decideFailover,
  fenceRegion,
  gatherEvidence,
  guardRegion,
  judgeSnapshots,
  planSnapshots,
  probeComponents,
  promoteCache,
  promoteDatabase,
  pruneSnapshots,
  readStandbys,
  reconcileFailover,
  recordFailure,
  recordRecoveryPoint,
  serveRole,
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
