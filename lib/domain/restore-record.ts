import type { CheckedContents } from './contents';
import type { Instant } from './instant';
import type { RestoredEndpoint, RestoreOrder } from './restore-order';

/** The longest that a restore may take, as long as its machine does; its hold and what it makes last no longer, unless it is handed over. */
export const RESTORE_LIMIT_SECONDS = 43_200;

export interface RestoreRecord {
  readonly run: string;
  /** The execution that acts for it. */
  readonly execution: string;
  readonly trigger: string;
  readonly region: string;
  readonly startedAt: Instant;
  /** `doubted`, or not seen to be sound: handed over all the same, for a person to judge. */
  readonly outcome: 'open' | 'restored' | 'doubted' | 'abandoned' | 'refused';
  readonly because?: string | undefined;
  readonly order?: RestoreOrder | undefined;
  /** Why this point. */
  readonly chosenBecause?: string | undefined;
  readonly endedAt?: Instant | undefined;
  readonly endpoint?: RestoredEndpoint | undefined;
  /** Of a server that stays only for a while. */
  readonly staysUntil?: Instant | undefined;
  readonly usableSeconds?: number | undefined;
  readonly contents?: CheckedContents | undefined;
}
