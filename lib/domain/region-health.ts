import type { ProbedComponent, ProbeOutcome } from './evidence';
import { type HealthAnswer, probesFrom } from './health';
import type { HeartbeatRecord, HeartbeatSighting } from './heartbeats';
import { type Instant, secondsBetween } from './instant';

export type CheckWord = 'healthy' | 'unhealthy' | 'unknown';

/** FireBackup's own shape of `/health`. */
export interface RegionHealth {
  /** `degraded`: nothing is known to ail, and not everything is known. */
  readonly status: 'healthy' | 'degraded' | 'unhealthy';
  readonly timestamp: Instant;
  readonly checks: { readonly database: CheckWord; readonly redis: CheckWord; readonly storage: CheckWord };
}

/** What was seen of a region; each part is missing where nobody saw it. */
export interface RegionSeen {
  /** What the region's own API answered just now. */
  readonly answer: HealthAnswer;
  /** What the region saw of its own databases last. */
  readonly heartbeats?: HeartbeatRecord | undefined;
  /** Whether the region is the active one: its databases are to take writes then. */
  readonly isActive?: boolean | undefined;
}

/**
 * How a region is. Of its databases, what its own heartbeats say comes before what its API says, as long as they are fresh;
 * of its cache and its storage the API is the one witness. What nobody can say is unknown, and never healthy.
 */
export function regionHealth(seen: RegionSeen, freshForSeconds: number, now: Instant): RegionHealth {
  const said = new Map(probesFrom(seen.answer, now).map(({ component, outcome }) => [component, outcome]));
  const byApi = (component: ProbedComponent) => said.get(component) ?? 'unknown';
  const byHeartbeats = databasesBy(seen, freshForSeconds, now);
  const checks = {
    database: WORDS[byHeartbeats === 'unknown' ? byApi('database') : byHeartbeats],
    redis: WORDS[byApi('cache')],
    storage: WORDS[byApi('storage')],
  };
  return { status: statusOf(Object.values(checks)), timestamp: now, checks };
}

const WORDS = { up: 'healthy', down: 'unhealthy', unknown: 'unknown' } as const;

function statusOf(words: readonly CheckWord[]): RegionHealth['status'] {
  if (words.includes('unhealthy')) return 'unhealthy';
  return words.includes('unknown') ? 'degraded' : 'healthy';
}

function databasesBy(
  { heartbeats, isActive }: RegionSeen,
  freshForSeconds: number,
  now: Instant,
): ProbeOutcome {
  if (!heartbeats || heartbeats.databases.length === 0) return 'unknown';
  if (secondsBetween(heartbeats.at, now) > freshForSeconds) return 'unknown';
  const isFresh = (beat: Instant) => secondsBetween(beat, now) <= freshForSeconds;
  const outcomes = heartbeats.databases.map((one) => databaseBy(one, { isFresh, isActive }));
  if (outcomes.includes('down')) return 'down';
  return outcomes.includes('unknown') ? 'unknown' : 'up';
}

function databaseBy(
  seen: HeartbeatSighting,
  { isFresh, isActive }: { isFresh: (beat: Instant) => boolean; isActive: boolean | undefined },
): ProbeOutcome {
  if ('unseenBecause' in seen) return 'unknown';
  if ('writtenAt' in seen) return isFresh(seen.writtenAt) ? 'up' : 'down';
  // A standby where the active region's database should be: it takes no writes.
  if (isActive) return 'down';
  if (seen.lastHeartbeatAt === undefined) return 'unknown';
  return isFresh(seen.lastHeartbeatAt) ? 'up' : 'down';
}
