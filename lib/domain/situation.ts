import type { Evidence } from './evidence';
import { earliest, type Instant, secondsBetween } from './instant';
import type { Role } from './role';

/** The standby side of one database as far as it is known; a missing member is not known. */
export interface DatabaseStandby {
  readonly database: string;
  readonly instanceStatus?: string | undefined;
  readonly inRecovery?: boolean | undefined;
  /** Bytes of WAL received and not yet replayed. */
  readonly replayLagBytes?: number | undefined;
  /** When the newest heartbeat that was replayed here had been written on the primary. */
  readonly lastHeartbeatAt?: Instant | undefined;
}

export interface CacheStandby {
  readonly cache: string;
  readonly memberStatus?: string | undefined;
}

export interface Situation {
  readonly now: Instant;
  readonly recoveryRegion: string;
  readonly role: Role;
  readonly evidence: readonly Evidence[];
  readonly databases: readonly DatabaseStandby[];
  readonly caches: readonly CacheStandby[];
}

/**
 * Seconds of writes that promoting now may lose: everything since the oldest of the newest replayed heartbeats.
 * Nothing when any database's heartbeat is unknown.
 */
export function expectedLossSeconds(situation: Situation): number | undefined {
  const heartbeats = situation.databases.map((standby) => standby.lastHeartbeatAt);
  if (heartbeats.length === 0 || heartbeats.includes(undefined)) return undefined;
  const oldest = earliest(heartbeats.filter((at) => at !== undefined));
  return oldest === undefined ? undefined : Math.max(0, secondsBetween(oldest, situation.now));
}
