import type {
  Evidence,
  ProbedComponent,
  ProbeOutcome,
  Streak,
  VantagePoint,
} from '../../lib/domain/evidence';
import type { DetectionRules } from '../../lib/domain/verdict';
import { at } from './at';

export const someDetectionRules = (overrides: Partial<DetectionRules> = {}): DetectionRules => ({
  intervalSeconds: 10,
  failuresToDeclare: 3,
  inRegionHoldSeconds: 120,
  ...overrides,
});

/** Thirteen probes, ten seconds apart, that began at noon: just enough to make a component down. */
export const aStreak = (overrides: Partial<Streak> = {}): Streak => ({
  component: 'api',
  outcome: 'down',
  from: at(0),
  to: at(120),
  count: 13,
  detail: 'connection timed out',
  ...overrides,
});

/** What a vantage point saw of every component, all with one outcome. */
export const anEvidence = (
  vantagePoint: VantagePoint,
  outcome: ProbeOutcome = 'down',
  streak: Partial<Streak> = {},
): Evidence => ({
  vantagePoint,
  streaks: (['api', 'database', 'cache'] satisfies ProbedComponent[]).map((component) =>
    aStreak({ component, outcome, ...streak }),
  ),
});
