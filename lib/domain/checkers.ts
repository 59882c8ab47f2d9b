import type { Probe } from './evidence';
import { type Instant, secondsBetween } from './instant';
import { CHECKER_INTERVAL_SECONDS } from './verdict';

/** What one of Route 53's checkers said last. */
export interface CheckerReport {
  /** The region that it stands in. */
  readonly region: string;
  readonly healthy: boolean;
  readonly said: string;
  readonly at: Instant;
}

/** Route 53 itself calls an endpoint unhealthy when no more than this share of its checkers reach it. */
const HEALTHY_SHARE = 0.18;

/** With fewer, a share of 18 % means nothing: one checker more or less would turn it. */
const CHECKERS_NEEDED = 3;

/**
 * How old a checker's last report may be: its interval, and as much again for the six seconds that it gives an endpoint and for the
 * way to Route 53's API. One that is older comes from a checker that looks no more, and counts neither way.
 */
const REPORT_STALE_AFTER_SECONDS = 2 * CHECKER_INTERVAL_SECONDS;

/** The probe of the API that the word of Route 53's checkers amounts to. Too few of late say nothing. */
export function probeByCheckers(reports: readonly CheckerReport[], at: Instant): Probe {
  const fresh = reports.filter((report) => secondsBetween(report.at, at) <= REPORT_STALE_AFTER_SECONDS);
  const healthy = fresh.filter((report) => report.healthy).length;
  const unhealthy = fresh.find((report) => !report.healthy);
  const count = `${healthy} of ${fresh.length} checkers reach it`;
  const probe = { at, component: 'api' } as const;
  if (fresh.length < CHECKERS_NEEDED) {
    return { ...probe, outcome: 'unknown', detail: `${count}, and at least ${CHECKERS_NEEDED} are needed` };
  }
  if (healthy > HEALTHY_SHARE * fresh.length) return { ...probe, outcome: 'up', detail: count };
  return { ...probe, outcome: 'down', detail: `${count}; ${unhealthy?.region}: ${unhealthy?.said}` };
}
