import { type Instant, secondsBetween } from './instant';
import type { SnapshotPoint } from './recovery-point';
import { DEPLOYMENT_TAG } from './snapshot-name';

/** As long as its machine may last (`snapshot.asl.json`): later nobody waits for a copy any more, nor records it. */
export const SNAPSHOT_RUN_SECONDS = 72_000;

/**
 * Whether no copy of a snapshot can be lost by deleting it although the region of the copy keeps silent: the copy was recorded,
 * so it is whole; or its run is long over, so it would never count. Else a region that is lost for weeks would fill the quota
 * of snapshots in the one that serves.
 */
export const isCopySettled = (
  { id, store, takenAt }: SnapshotPoint,
  points: readonly SnapshotPoint[],
  now: Instant,
): boolean =>
  points.some((point) => point.kind === 'snapshot-copy' && point.id === id && point.store === store) ||
  secondsBetween(takenAt, now) > SNAPSHOT_RUN_SECONDS;

/** What RDS says of a recovery point's snapshot, just before it is to be deleted. */
export interface SeenSnapshot {
  readonly status: string;
  readonly takenAt: Instant | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The reason why a snapshot must not be deleted although nothing keeps its recovery point, or nothing. A name alone
 * proves nothing: somebody may have taken another snapshot under it. What is being copied stays until that has ended,
 * because without its source RDS may give the copy up.
 *
 * @param copyStatus of the snapshot's copy in the other region; `undefined` when there is none
 */
export function deletionBlockedBecause(
  { takenAt }: SnapshotPoint,
  snapshot: SeenSnapshot,
  { deployment, copyStatus }: { readonly deployment: string; readonly copyStatus: string | undefined },
): string | undefined {
  const owner = snapshot.tags[DEPLOYMENT_TAG];
  if (owner !== deployment) {
    return `its tag ${DEPLOYMENT_TAG} is ${owner ?? 'missing'}, expected ${deployment}: it may not be ours`;
  }
  if (!snapshot.takenAt || secondsBetween(snapshot.takenAt, takenAt) !== 0) {
    return `it was taken at ${snapshot.takenAt ?? 'an unknown time'}, not at ${takenAt}: it is not the one in the ledger`;
  }
  if (snapshot.status !== 'available') return `it is ${snapshot.status}, expected available`;
  if (copyStatus !== undefined && copyStatus !== 'available') {
    return `it is the source of a copy that is ${copyStatus}`;
  }
  return undefined;
}
