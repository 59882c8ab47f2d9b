import { ageInWords } from './duration-in-words';
import type { Probe } from './evidence';
import { earliest, type Instant, secondsBetween } from './instant';
import type { Logins } from './logins';
import { type DetectionRules, staleAfterSeconds } from './verdict';

/** What a region saw of one database's heartbeat: its own writing of it, or its replica's; or why it saw nothing. */
export type HeartbeatSighting =
  | {
      readonly database: string;
      readonly writtenAt: Instant;
      /** Missing in what an older version kept. */
      readonly logins?: Logins;
    }
  | {
      readonly database: string;
      /** When the newest heartbeat that was replayed had been written; missing when none was ever replayed. */
      readonly lastHeartbeatAt?: Instant | undefined;
      readonly replayLagBytes?: number | undefined;
    }
  | { readonly database: string; readonly unseenBecause: string };

/** What a region saw of all of them, and when it looked. */
export interface HeartbeatRecord {
  readonly region: string;
  readonly at: Instant;
  readonly databases: readonly HeartbeatSighting[];
}

/**
 * The probe of the primary's database that its replica's heartbeats amount to. They are a way to it of their own, past its API:
 * a heartbeat that is old by now was not written, or did not come through. A region that did not look lately, or that is
 * no standby, knows nothing.
 */
export function probeByHeartbeats(
  record: HeartbeatRecord | undefined,
  rules: DetectionRules,
  at: Instant,
): Probe {
  const oldest = staleAfterSeconds(rules);
  const probe = { at, component: 'database' } as const;
  const unknown = (detail: string): Probe => ({ ...probe, outcome: 'unknown', detail });
  if (!record) return unknown('no heartbeat was looked for');
  const lookedAgo = secondsBetween(record.at, at);
  if (lookedAgo > oldest) return unknown(`heartbeats were last looked for ${ageInWords(lookedAgo)} ago`);
  const last = lastHeartbeats(record);
  const beat = last && earliest(last);
  if (beat === undefined) return unknown('no heartbeat of every database on its replica');
  const age = secondsBetween(beat, at);
  return {
    ...probe,
    outcome: age > oldest ? 'down' : 'up',
    detail: `its replica's newest heartbeat is ${ageInWords(age)} old`,
  };
}

/** The newest heartbeat of each database on its replica, or nothing unless that is known of all of them. */
function lastHeartbeats({ databases }: HeartbeatRecord): readonly Instant[] | undefined {
  const last = databases.flatMap((one) =>
    'lastHeartbeatAt' in one && one.lastHeartbeatAt !== undefined ? [one.lastHeartbeatAt] : [],
  );
  return last.length === databases.length ? last : undefined;
}

/** Seconds since the oldest one; nothing unless that of every database is known: the alarm takes that for the fault that it may be. */
export function heartbeatAge({ at, databases }: HeartbeatRecord): number | undefined {
  const beats = databases.map((one) =>
    'writtenAt' in one ? one.writtenAt : 'lastHeartbeatAt' in one ? one.lastHeartbeatAt : undefined,
  );
  const oldest = beats.includes(undefined) ? undefined : earliest(beats.filter((beat) => beat !== undefined));
  return oldest === undefined ? undefined : Math.max(0, secondsBetween(oldest, at));
}
