import type { Evidence } from './evidence';
import type { InRegionFailover } from './in-region-failover';
import { earliest, type Instant, secondsBetween } from './instant';
import type { Role } from './role';

/** The standby side of one database as far as it is known; a missing member is not known. */
export interface DatabaseStandby {
  readonly database: string;
  readonly instanceStatus?: string | undefined;
  /** Where the instance lies that it replicates from; missing: from none. */
  readonly sourceRegion?: string | undefined;
  readonly inRecovery?: boolean | undefined;
  /** Bytes of WAL received and not yet replayed. */
  readonly replayLagBytes?: number | undefined;
  /** When the newest heartbeat that was replayed here had been written on the primary. */
  readonly lastHeartbeatAt?: Instant | undefined;
}

export interface CacheStandby {
  readonly cache: string;
  readonly memberStatus?: string | undefined;
  readonly shards?: number | undefined;
}

export interface Situation {
  readonly now: Instant;
  readonly recoveryRegion: string;
  readonly role: Role;
  readonly evidence: readonly Evidence[];
  readonly databases: readonly DatabaseStandby[];
  readonly caches: readonly CacheStandby[];
  /** Databases whose Multi-AZ failover inside the active region has begun and not ended, as far as that region says. */
  readonly inRegionFailovers?: readonly InRegionFailover[] | undefined;
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
