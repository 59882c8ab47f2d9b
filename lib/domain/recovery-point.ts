import type { Instant } from './instant';

/** Something one can recover from. `provenAt` is set only by a restore whose contents were checked. */
export interface RecoveryPoint {
  readonly id: string;
  readonly kind: 'snapshot' | 'snapshot-copy';
  readonly database: string;
  readonly policy: string;
  readonly region: string;
  readonly arn: string;
  readonly keyArn: string | undefined;
  /** The moment whose data it holds. */
  readonly takenAt: Instant;
  readonly recordedAt: Instant;
  readonly provenAt?: Instant;
}
