import { type Instant, secondsBetween } from './instant';
import type { WindowPoint } from './recovery-point';

export type WalProvider = WindowPoint['kind'];

/** What was seen of one provider of recovery to a moment, of one store in one region. */
export interface ProviderSighting {
  readonly store: string;
  readonly provider: WalProvider;
  readonly region: string;
  /** The newest moment that can be recovered to. Missing: none can, unless `unknownBecause` is set. */
  readonly latest?: Instant | undefined;
  /** A sentence for each moment or stretch that cannot be recovered although it should. */
  readonly holes: readonly string[];
  /** Set when it could not be found out how new it is. */
  readonly unknownBecause?: string | undefined;
  /** An age that the provider reaches while all is well with it, whatever the objective says. */
  readonly paceSeconds: number;
}

export interface WalVerdict {
  readonly store: string;
  readonly provider: WalProvider;
  readonly region: string;
  readonly state: 'fresh' | 'stale' | 'holed' | 'unknown';
  readonly because: string;
  readonly ageSeconds?: number | undefined;
  /** Whether losing all that came after would be within the RPO objective. */
  readonly rpo: 'met' | 'missed' | 'unknown';
}

/**
 * RDS ships logs about every 5 minutes, so a window that is 5 minutes old is well, and one of 10 has missed a round. Its
 * copy in another region has no number that AWS documents; twice that is taken. A replica replays at once, and its
 * heartbeat comes once per probe interval: beyond a minute something holds it up.
 */
export const RDS_PACE_SECONDS: Readonly<Record<Exclude<WalProvider, 'wal-archive'>, number>> = {
  'automated-backups': 600,
  'automated-backups-copy': 1200,
  'live-replica': 60,
};

/** What is judged of a database, by the role of the region: the active one's own backups, the other one's replica and copies. */
export const judgedIn = (isActive: boolean): readonly Exclude<WalProvider, 'wal-archive'>[] =>
  isActive ? ['automated-backups'] : ['live-replica', 'automated-backups-copy'];

/** A segment closes after `archive_timeout`, and the next one too before its upload must be over; a minute for that. */
export const archivePaceSeconds = (archiveTimeoutSeconds: number): number => 2 * archiveTimeoutSeconds + 60;

/** Clocks under NTP differ by less than a second; what is further ahead was not seen, or not by this clock. */
const AHEAD_SECONDS_MOST = 60;

/** Certain harm first: a hole is one even if it is not known how new the rest is. Unknown is never fresh. */
export function verdictOn(sighting: ProviderSighting, now: Instant, rpoSeconds: number): WalVerdict {
  const { store, provider, region, latest, holes, unknownBecause, paceSeconds } = sighting;
  const about = { store, provider, region };
  const ageSeconds = latest === undefined ? undefined : secondsBetween(latest, now);
  const doubt = unknownBecause ?? doubtBecause(latest, ageSeconds, now);
  const rpo = doubt || ageSeconds === undefined ? 'unknown' : ageSeconds <= rpoSeconds ? 'met' : 'missed';
  const known = { ...about, ageSeconds: doubt ? undefined : ageSeconds, rpo } as const;
  if (holes.length > 0) return { ...known, state: 'holed', because: holes.join('; ') };
  if (doubt) return { ...known, state: 'unknown', because: doubt };
  if (ageSeconds === undefined) {
    return { ...known, state: 'holed', because: 'nothing can be recovered from it' };
  }
  const allowedSeconds = Math.max(rpoSeconds, paceSeconds);
  const age = `the newest moment that can be recovered is ${ageSeconds.toFixed(0)} s old`;
  if (ageSeconds <= allowedSeconds) return { ...known, state: 'fresh', because: age };
  return { ...known, state: 'stale', because: `${age}, expected at most ${allowedSeconds} s` };
}

function doubtBecause(
  latest: Instant | undefined,
  age: number | undefined,
  now: Instant,
): string | undefined {
  if (age === undefined || age >= -AHEAD_SECONDS_MOST) return undefined;
  return `it is said to stand at ${latest}, and now is ${now}`;
}

/** The reason why a check found something broken, or nothing. */
export function brokenBecause(verdicts: readonly WalVerdict[]): string | undefined {
  const broken = verdicts.filter(({ state }) => state === 'stale' || state === 'holed');
  if (broken.length === 0) return undefined;
  return broken.map((verdict) => `${nameOf(verdict)} is ${verdict.state}: ${verdict.because}`).join('; ');
}

export const nameOf = ({ store, provider, region }: Pick<WalVerdict, 'store' | 'provider' | 'region'>) =>
  `${provider} of ${store} in ${region}`;
