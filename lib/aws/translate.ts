import { AccessDenied, NotFound, NotReady, TerminalState, Throttled, Unreachable } from '../domain/errors';

const NOT_FOUND = new Set([
  'DBInstanceNotFoundFault',
  'DBInstanceNotFound',
  'DBSnapshotNotFoundFault',
  'DBSnapshotNotFound',
  'DBInstanceAutomatedBackupNotFoundFault',
  'DBInstanceAutomatedBackupNotFound',
  'DBSubnetGroupNotFoundFault',
  'DBParameterGroupNotFoundFault',
  'DBParameterGroupNotFound',
  'GlobalReplicationGroupNotFoundFault',
  'ReplicationGroupNotFoundFault',
  'CacheClusterNotFoundFault',
  'SnapshotNotFoundFault',
  'InvalidGroup.NotFound',
  'NoSuchBucket',
  'ClusterNotFoundException',
  'ServiceNotFoundException',
  'ResourceNotFoundException',
  // KMS' word for a key that is not there.
  'NotFoundException',
  'StateMachineDoesNotExist',
  'ExecutionDoesNotExist',
  'NoSuchHealthCheck',
  'TaskDoesNotExist',
  'TaskTimedOut',
  'InvalidToken',
]);
/** AWS' way to say that a resource is busy with something else, or not where the call needs it yet. */
const NOT_READY = new Set([
  'InvalidDBInstanceStateFault',
  'InvalidDBInstanceState',
  'InvalidDBSnapshotStateFault',
  'InvalidDBSnapshotState',
  'InvalidGlobalReplicationGroupStateFault',
  'InvalidGlobalReplicationGroupState',
  'InvalidReplicationGroupStateFault',
  'InvalidReplicationGroupState',
  'InvalidCacheClusterStateFault',
  'InvalidCacheClusterState',
  'InvalidSnapshotStateFault',
  'InvalidSnapshotState',
]);
/** What waiting does not mend: a quota to be raised, a zone without such machines, a source without such backups. */
const TERMINAL = new Set([
  'InstanceQuotaExceededFault',
  'InstanceQuotaExceeded',
  'StorageQuotaExceededFault',
  'StorageQuotaExceeded',
  'InsufficientDBInstanceCapacityFault',
  'InsufficientDBInstanceCapacity',
  'PointInTimeRestoreNotEnabledFault',
  'PointInTimeRestoreNotEnabled',
  'InvalidRestoreFault',
  'ServiceNotActiveException',
]);
const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'KMSKeyNotAccessibleFault',
]);
const THROTTLED = new Set([
  'ProvisionedThroughputExceededException',
  'Throttling',
  'ThrottlingException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
]);
const UNREACHABLE = new Set([
  'AbortError',
  'TimeoutError',
  'NetworkingError',
  'RequestTimeout',
  'ServiceUnavailable',
  'InternalFailure',
]);
const UNREACHABLE_CODES = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  'EPIPE',
]);

/**
 * Calls AWS and gives its errors our names, by their names only: an error that is not in the lists above passes
 * untouched, because guessing its family could turn a refusal into an endless wait or a hiccup into a stop.
 */
export async function asking<Answer>(what: string, call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw translated(what, error);
  }
}

function translated(what: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const said = `${what}: ${error.message}`;
  const code = (error as NodeJS.ErrnoException).code;
  if (NOT_FOUND.has(error.name)) return new NotFound(said, { cause: error });
  if (NOT_READY.has(error.name)) return new NotReady(said, { cause: error });
  if (TERMINAL.has(error.name)) return new TerminalState(`${said} (${error.name})`, { cause: error });
  if (DENIED.has(error.name)) return new AccessDenied(said, { cause: error });
  if (THROTTLED.has(error.name)) return new Throttled(said, { cause: error });
  const isServerFault = (error as { $fault?: string }).$fault === 'server';
  if (isServerFault || UNREACHABLE.has(error.name) || (code && UNREACHABLE_CODES.has(code)))
    return new Unreachable(said, { cause: error });
  return error;
}

/** By name: the SDK's exceptions, and ours that were made of them, which keep them as their cause. */
export const isNamed = (error: unknown, name: string): boolean =>
  error instanceof Error &&
  (error.name === name || (error.cause instanceof Error && error.cause.name === name));
