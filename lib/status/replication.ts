import { durationInWords } from '../domain/duration-in-words';
import type { HeartbeatRecord, HeartbeatSighting } from '../domain/heartbeats';
import { type Instant, secondsBetween } from '../domain/instant';
import { latestOf, type RecoveryPoint } from '../domain/recovery-point';
import { type DetectionRules, staleAfterSeconds } from '../domain/verdict';

/** How a store reaches the region that stands by, as far as the ledger knows. */
export interface Replication {
  readonly store: string;
  readonly state: 'replicates' | 'promoted' | 'behind' | 'unknown';
  readonly because: string;
  /** When the newest heartbeat that the standby replayed had been written. */
  readonly heartbeatAt?: Instant | undefined;
}

export interface Watched {
  readonly standby: string;
  readonly record: HeartbeatRecord | undefined;
  readonly points: readonly RecoveryPoint[];
  /** The open run promotes what is there. */
  readonly isPromoting: boolean;
  readonly rules: DetectionRules;
  readonly now: Instant;
}

/** A database, by the heartbeats that its standby replayed, and by the replica's recovery point. */
export function databaseReplication(store: string, watched: Watched): Replication {
  const seen = heartbeatOf(store, watched);
  const replica = replicaOf(store, watched);
  return replica ? { ...seen, because: `${seen.because}; ${replica}` } : seen;
}

function heartbeatOf(store: string, { standby, record, isPromoting, rules, now }: Watched): Replication {
  const unknown = (because: string): Replication => ({ store, state: 'unknown', because });
  if (!record) return unknown(`no heartbeat was looked for in ${standby}`);
  const lookedAgo = secondsBetween(record.at, now);
  if (lookedAgo > staleAfterSeconds(rules))
    return unknown(`heartbeats were last looked for ${durationInWords(lookedAgo)} ago in ${standby}`);
  const sighting = record.databases.find(({ database }) => database === store);
  return sighting
    ? sightingOf(store, sighting, { isPromoting, rules, now })
    : unknown(`${standby} did not look for it`);
}

function sightingOf(
  store: string,
  sighting: HeartbeatSighting,
  { isPromoting, rules, now }: Pick<Watched, 'isPromoting' | 'rules' | 'now'>,
): Replication {
  if ('unseenBecause' in sighting) return { store, state: 'unknown', because: sighting.unseenBecause };
  if ('writtenAt' in sighting)
    return isPromoting
      ? { store, state: 'promoted', because: 'the open run promoted it: it takes writes itself' }
      : { store, state: 'behind', because: 'it takes writes itself: no standby' };
  const { lastHeartbeatAt, replayLagBytes } = sighting;
  if (lastHeartbeatAt === undefined)
    return { store, state: 'unknown', because: 'no heartbeat was ever replayed there' };
  const age = Math.max(0, secondsBetween(lastHeartbeatAt, now));
  const lag =
    replayLagBytes === undefined ? 'bytes left to replay unknown' : `${replayLagBytes} bytes to replay`;
  return {
    store,
    state: age > staleAfterSeconds(rules) ? 'behind' : 'replicates',
    heartbeatAt: lastHeartbeatAt,
    because: `newest heartbeat there ${durationInWords(age)} old, ${lag}`,
  };
}

function replicaOf(store: string, { points, standby, now }: Watched): string | undefined {
  const replica = points.find(
    ({ kind, region, store: of }) => kind === 'live-replica' && region === standby && of === store,
  );
  const to = replica && latestOf(replica);
  if (!replica || to === undefined) return undefined;
  const behind = durationInWords(Math.max(0, secondsBetween(to, replica.recordedAt)));
  const looked = durationInWords(Math.max(0, secondsBetween(replica.recordedAt, now)));
  return `as a recovery point ${behind} behind when it was looked at, ${looked} ago`;
}

/** The ledger keeps nothing of a cache's replication. Said, so that nobody takes silence for health. */
export const cacheReplication = (store: string): Replication => ({
  store,
  state: 'unknown',
  because: 'the ledger keeps nothing of it; firebackup doctor asks ElastiCache',
});
