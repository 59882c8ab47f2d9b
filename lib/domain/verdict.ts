import { ageInWords } from './duration-in-words';
import {
  type Evidence,
  lastStreak,
  newestProbe,
  type ProbedComponent,
  type Spacing,
  type Streak,
  VANTAGE_POINTS,
  type VantagePoint,
} from './evidence';
import { earliest, type Instant, secondsBetween } from './instant';

export interface DetectionRules {
  /** Seconds between two probes of one vantage point. */
  readonly intervalSeconds: number;
  /** Consecutive bad probes that make a component down. */
  readonly failuresToDeclare: number;
  /** Seconds that a component stays bad before it is down: the time an in-region failover takes to mend it. */
  readonly inRegionHoldSeconds: number;
}

export type Verdict =
  | { readonly state: 'up' }
  | { readonly state: 'down'; readonly component: ProbedComponent; readonly since: Instant }
  | { readonly state: 'unknown'; readonly because: string };

/** The components whose loss is the region's loss. A lost cache or storage alone is no reason to leave a region. */
const DECISIVE: Readonly<Record<VantagePoint, readonly ProbedComponent[]>> = {
  recovery: ['api', 'database'],
  witness: ['api', 'database'],
  // Checkers see that the API answers, and nothing behind it.
  route53: ['api'],
};

/**
 * Each of Route 53's checkers asks every 30 s, so what it says is as old as that however often it is listened to. 10 s is the other
 * choice that Route 53 has, for a dollar or two a month more: it would make a third word come sooner, and the first two are the probers'.
 */
export const CHECKER_INTERVAL_SECONDS = 30;

/**
 * The rules in the pace of Route 53's checkers: their bad words last at least as long as the bad probes that the plan wants, from the
 * first to the last. One word stands for a check by each of some 16, of which more than four in five failed; a plan with 3 probes
 * of 15 s takes two, 30 s apart, and with 4 of them three. As the plan wants two bad probes at least, so of words.
 */
export function checkersPace(rules: DetectionRules): DetectionRules {
  const intervalSeconds = Math.max(CHECKER_INTERVAL_SECONDS, rules.intervalSeconds);
  const gaps = Math.ceil(((rules.failuresToDeclare - 1) * rules.intervalSeconds) / intervalSeconds);
  return { ...rules, intervalSeconds, failuresToDeclare: gaps + 1 };
}

/**
 * A vantage point that fell silent has no opinion. Three intervals: one for the probe under way, one for its deadline,
 * one for a late start; fewer would turn a slow Lambda start into "unknown", more would judge by stale probes.
 */
export const staleAfterSeconds = ({ intervalSeconds }: Pick<DetectionRules, 'intervalSeconds'>): number =>
  3 * intervalSeconds;

/**
 * A round may be started twice, and rounds that were held up come all at once: probes less than half an interval apart are one.
 * Less would let a start that comes again some seconds later count; more would drop rounds that a late start brought together.
 */
export const spacingOf = (rules: Pick<DetectionRules, 'intervalSeconds'>): Spacing => ({
  silentAfterSeconds: staleAfterSeconds(rules),
  oneWithinSeconds: rules.intervalSeconds / 2,
});

/**
 * What another vantage point saw is judged while a probe of one's own is waited for. Its newest probe may have been sent a
 * round ago, which is an interval and a deadline, and one's own deadline passes before the judgement: three intervals where
 * the deadline is as long as one, which the plan allows, and one for a late start. With three, two probers in step would see
 * each other stale by a hair, every time, and a region that swallows probes would never be down.
 */
const freshForSeconds = ({ intervalSeconds }: DetectionRules): number => 4 * intervalSeconds;

/**
 * What the checkers said is a round of theirs old before it is asked for again, and then as old as a probe of ours gets. A silence
 * that is longer also ends a row of their words. Four of their own rounds would hold a word of two minutes ago against a region.
 */
export const checkersFreshForSeconds = (rules: DetectionRules): number =>
  checkersPace(rules).intervalSeconds + staleAfterSeconds(rules);

/** Of the checkers' words: fresh ones make one row, and two within half a round of theirs are one. */
export const checkersSpacing = (rules: DetectionRules): Spacing => ({
  silentAfterSeconds: checkersFreshForSeconds(rules),
  oneWithinSeconds: CHECKER_INTERVAL_SECONDS / 2,
});

/**
 * For how long what is well need not be written again: every other round is, however little early or late it comes. Then what is
 * written is two intervals and a deadline old at most, and fresh for four.
 */
export const writtenForSeconds = ({ intervalSeconds }: Pick<DetectionRules, 'intervalSeconds'>): number =>
  1.5 * intervalSeconds;

/**
 * Whether a vantage point has not been heard of for so long that a row of its bad probes would end. Sooner than what it said is stale: one
 * that speaks once in four intervals is never stale for long, and begins a new row each time, so that nothing is ever down for it.
 */
export const isSilent = (evidence: Evidence, rules: DetectionRules, now: Instant): boolean => {
  const newest = newestProbe(evidence);
  return newest === undefined || secondsBetween(newest, now) > staleAfterSeconds(rules);
};

/** One vantage point can be wrong about a region; two that share no path to it rarely are. */
export const VANTAGE_POINTS_NEEDED = 2;

/** When the first of the bad probes was sent that made the region down; nothing while it is not down. */
export function regionDownSince(
  evidence: readonly Evidence[],
  rules: DetectionRules,
  now: Instant,
): Instant | undefined {
  const bad = verdictsOf(evidence, rules, now).flatMap(({ verdict }) =>
    verdict.state === 'down' ? [verdict.since] : [],
  );
  return bad.length < VANTAGE_POINTS_NEEDED ? undefined : earliest(bad);
}

/** What each vantage point says. */
export const verdictsOf = (
  evidence: readonly Evidence[],
  rules: DetectionRules,
  now: Instant,
): readonly { from: VantagePoint; verdict: Verdict }[] =>
  VANTAGE_POINTS.map((from) => ({
    from,
    verdict: verdictOn(
      evidence.find((item) => item.vantagePoint === from),
      rules,
      now,
    ),
  }));

/** Judges what one vantage point saw. Missing or stale probes are unknown: neither healthy nor down. */
export function verdictOn(evidence: Evidence | undefined, rules: DetectionRules, now: Instant): Verdict {
  if (!evidence) return { state: 'unknown', because: 'no probe was recorded' };
  const { vantagePoint: from } = evidence;
  const [pace, freshFor] =
    from === 'route53'
      ? [checkersPace(rules), checkersFreshForSeconds(rules)]
      : [rules, freshForSeconds(rules)];
  const verdicts = DECISIVE[from].map((component) =>
    verdictOnStreak(lastStreak(evidence, component), component, { rules: pace, freshFor, now }),
  );
  const down = verdicts.filter((verdict) => verdict.state === 'down');
  const since = earliest(down.map((verdict) => verdict.since));
  const first = down.find((verdict) => verdict.since === since);
  if (first) return first;
  if (verdicts.every((verdict) => verdict.state === 'up')) return { state: 'up' };
  const doubts = verdicts.flatMap((verdict) => (verdict.state === 'unknown' ? [verdict.because] : []));
  return { state: 'unknown', because: doubts.join('; ') };
}

function verdictOnStreak(
  streak: Streak | undefined,
  component: ProbedComponent,
  { rules, freshFor, now }: { rules: DetectionRules; freshFor: number; now: Instant },
): Verdict {
  if (!streak) return { state: 'unknown', because: `${component} was not probed` };
  const age = secondsBetween(streak.to, now);
  if (age > freshFor) {
    return { state: 'unknown', because: `${component} was last probed ${ageInWords(age)} ago` };
  }
  if (streak.outcome === 'up') return { state: 'up' };
  if (streak.outcome === 'unknown') return { state: 'unknown', because: `${component}: ${streak.detail}` };
  const lasted = secondsBetween(streak.from, streak.to);
  if (streak.count >= rules.failuresToDeclare && lasted >= rules.inRegionHoldSeconds) {
    return { state: 'down', component, since: streak.from };
  }
  return {
    state: 'unknown',
    because: `${component} failed ${streak.count} of ${rules.failuresToDeclare} probes for ${lasted.toFixed(1)} s`,
  };
}
