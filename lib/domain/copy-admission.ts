/** What RDS allows an account to have of manual snapshots in a region, and what it has. */
export interface SnapshotQuota {
  readonly used: number;
  readonly most: number;
}

/**
 * Copies from other regions that RDS works on at once, per destination region and account, by its documentation; it was 5
 * once, and no API tells. Too high a number costs calls that RDS refuses; too low a one leaves copies waiting.
 */
export const COPIES_AT_ONCE = 20;

/** The reason why no copy can lie in a region, however long one waits, or nothing. */
export const copyRefusedBecause = (region: string, { used, most }: SnapshotQuota): string | undefined =>
  used < most
    ? undefined
    : `${used} of ${most} manual snapshots are used up in ${region}, expected room for one more: raise the quota for ` +
      'manual snapshots there, keep fewer in the plan, or delete snapshots that nobody needs';

/** The reason why a copy into a region waits its turn, or nothing. @param copying copies of the whole account */
export const copyWaitsBecause = (region: string, copying: number): string | undefined =>
  copying < COPIES_AT_ONCE
    ? undefined
    : `${copying} snapshots are being copied into ${region}, expected fewer than ${COPIES_AT_ONCE}; this one waits its turn`;
