import { type Instant, latest, secondsBetween } from './instant';

/** Where probes are sent from. The primary's own word is not among them: it is neither needed nor trusted. */
export type VantagePoint = 'recovery' | 'witness' | 'route53';
export const VANTAGE_POINTS: readonly VantagePoint[] = ['recovery', 'witness', 'route53'];

export type ProbedComponent = 'api' | 'database' | 'cache' | 'storage';
export type ProbeOutcome = 'up' | 'down' | 'unknown';

/** One measurement of one component of the primary region from one vantage point. */
export interface Probe {
  readonly at: Instant;
  readonly component: ProbedComponent;
  readonly outcome: ProbeOutcome;
  /** What was seen, in words. */
  readonly detail: string;
}

/** Consecutive probes of one component with one outcome. */
export interface Streak {
  readonly component: ProbedComponent;
  readonly outcome: ProbeOutcome;
  readonly from: Instant;
  readonly to: Instant;
  readonly count: number;
  readonly detail: string;
}

/** What one vantage point saw lately, oldest first. */
export interface Evidence {
  readonly vantagePoint: VantagePoint;
  readonly streaks: readonly Streak[];
}

/** Enough to show a flapping component in a report; an item of the ledger stays at 4 KB (a streak is about 200 bytes). */
const STREAKS_KEPT = 5;

/** When the newest probe of any component was sent. */
export const newestProbe = ({ streaks }: Evidence): Instant | undefined =>
  latest(streaks.map(({ to }) => to));

/** What the pace of a vantage point makes of the time between two of its probes. */
export interface Spacing {
  /** So far apart, and there was silence in between. */
  readonly silentAfterSeconds: number;
  /** So close together, and they are one measurement. */
  readonly oneWithinSeconds: number;
}

/**
 * The evidence with one more probe: it lengthens the component's last streak, or starts a new one. Silence ends a streak:
 * two bad probes, an hour of none and one more are not an hour of being down. Nor are three bad probes in a second three rounds: one
 * that follows the last too closely adds nothing, and neither does one that was sent before it and arrives after it.
 */
export function withProbe(
  evidence: Evidence,
  probe: Probe,
  { silentAfterSeconds, oneWithinSeconds }: Spacing,
): Evidence {
  const own = evidence.streaks.filter((streak) => streak.component === probe.component);
  const others = evidence.streaks.filter((streak) => streak.component !== probe.component);
  const last = own.at(-1);
  if (last && secondsBetween(last.to, probe.at) < oneWithinSeconds) return evidence;
  const continued =
    last?.outcome === probe.outcome && secondsBetween(last.to, probe.at) <= silentAfterSeconds
      ? [...own.slice(0, -1), { ...last, to: probe.at, count: last.count + 1, detail: probe.detail }]
      : [...own, startOf(probe)];
  return { ...evidence, streaks: [...others, ...continued.slice(-STREAKS_KEPT)] };
}

/**
 * Whether probes say what is written already, and nothing bad, and that so lately that to leave it so for now makes nobody take it for
 * silence: the ledger is paid for by the write, in three regions.
 */
export const isWritten = (evidence: Evidence, probes: readonly Probe[], withinSeconds: number): boolean =>
  probes.every((probe) => {
    const last = lastStreak(evidence, probe.component);
    return (
      last !== undefined &&
      last.outcome === probe.outcome &&
      probe.outcome !== 'down' &&
      secondsBetween(last.to, probe.at) < withinSeconds
    );
  });

const startOf = ({ at, component, outcome, detail }: Probe): Streak => ({
  component,
  outcome,
  from: at,
  to: at,
  count: 1,
  detail,
});

export const lastStreak = (evidence: Evidence, component: ProbedComponent): Streak | undefined =>
  evidence.streaks.findLast((streak) => streak.component === component);
