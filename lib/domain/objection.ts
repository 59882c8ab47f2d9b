/** Stable names of the reasons: approvals are bound to them, since the sentences hold times that pass. */
export type ObjectionKind =
  | 'already-active'
  | 'open-run'
  | 'paused'
  | 'cool-down'
  | 'abandoned-before'
  | 'in-region-failover'
  | 'maintenance'
  | 'not-down'
  | 'replicates'
  | 'standby-status'
  | 'standby-writable'
  | 'standby-unread'
  | 'replay-behind'
  | 'replay-unknown'
  | 'cache-standby'
  | 'cache-shards'
  | 'loss-over-rpo'
  | 'loss-unknown'
  | 'mode'
  | 'not-alive'
  | 'replica-of-another'
  | 'writes-unblockable';

export interface Objection {
  readonly kind: ObjectionKind;
  readonly because: string;
  /** A named person may decide otherwise. What would risk two writable sides is never theirs to decide. */
  readonly approvable: boolean;
}

export const never = (kind: ObjectionKind, because: string): Objection => ({
  kind,
  because,
  approvable: false,
});
export const unlessApproved = (kind: ObjectionKind, because: string): Objection => ({
  kind,
  because,
  approvable: true,
});
