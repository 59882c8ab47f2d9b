/** What is known about a database that is being promoted; `undefined` is not known. */
export interface PromotionState {
  /** RDS' `DBInstanceStatus`. It still says `available` in the first moments after the call. */
  readonly status: string;
  /** `ReadReplicaSourceDBInstanceIdentifier`: gone once RDS has cut the replica loose. */
  readonly replicaSource: string | undefined;
  /** `StatusInfos` of type read replication, e.g. `replicating`. */
  readonly replicationStatus: string | undefined;
  /** `NOT pg_is_in_recovery()` and a row written by us. */
  readonly acceptedWrite: boolean | undefined;
}

/** The reason why a promotion is not finished, or nothing. No one of the four tests is enough alone. */
export function promotionIncompleteBecause(state: PromotionState): string | undefined {
  if (state.status !== 'available') return `its status is ${state.status}, expected available`;
  if (state.replicaSource !== undefined) return `it is still a replica of ${state.replicaSource}`;
  if (state.replicationStatus !== undefined)
    return `it still reports replication as ${state.replicationStatus}`;
  if (state.acceptedWrite === undefined) return 'no write was tried on it yet';
  if (!state.acceptedWrite) return 'it refused a write';
  return undefined;
}
