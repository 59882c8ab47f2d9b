import { durationInWords } from '../domain/duration-in-words';
import type { HeartbeatRecord } from '../domain/heartbeats';
import { type Instant, secondsBetween } from '../domain/instant';
import { type DetectionRules, staleAfterSeconds } from '../domain/verdict';

/** Whether a database of the active region takes writes, by the heartbeat that its own region writes into it. */
export interface Writing {
  readonly store: string;
  readonly state: 'takes writes' | 'unknown';
  readonly because: string;
}

/** An old heartbeat is no proof of a dead database, and none of a living one: whoever writes it may be what died. */
export function writingOf(
  store: string,
  record: HeartbeatRecord | undefined,
  rules: DetectionRules,
  now: Instant,
): Writing {
  const sighting = record?.databases.find(({ database }) => database === store);
  if (!record || !sighting)
    return { store, state: 'unknown', because: 'its region told of no heartbeat in it' };
  if ('unseenBecause' in sighting) return { store, state: 'unknown', because: sighting.unseenBecause };
  if (!('writtenAt' in sighting))
    return { store, state: 'unknown', because: 'its region last saw it as a standby' };
  const age = Math.max(0, secondsBetween(sighting.writtenAt, now));
  return {
    store,
    state: age > staleAfterSeconds(rules) ? 'unknown' : 'takes writes',
    because: `newest heartbeat written ${durationInWords(age)} ago`,
  };
}
