import type { Phase } from '../lib/domain/run';
import type { Report } from '../rehearsal/report';
import type { ScenarioName } from '../rehearsal/scenario';
import type { Writable } from '../rehearsal/split-brain-checker';

/** What one scenario of many came to. Times in seconds; what a scenario does not measure is missing. */
export interface ScenarioRow {
  readonly scenario: ScenarioName;
  readonly verdict: 'met' | 'missed' | 'broke off';
  /** What was done, in a line. */
  readonly done: string;
  /** Of the last run that moved the role. */
  readonly phases: readonly Phase[];
  readonly expectedLossSeconds?: number | undefined;
  /** Nobody could fence the old primary: what it took after the decision was not expected, since nobody could know it. */
  readonly mayHaveLostMore?: boolean | undefined;
  readonly lost?: number | undefined;
  readonly lostSeconds?: number | undefined;
  /** Writable databases at one instant, at most, that clients could reach. */
  readonly writableAtOnce?: number | undefined;
  readonly bothSeconds?: number | undefined;
  /** What was not as it must be, or not looked at. */
  readonly remarks: readonly string[];
}

export function scenarioRow(scenario: ScenarioName, report: Report): ScenarioRow {
  const { verdict } = report;
  if (report.about === 'backups') {
    return {
      scenario,
      verdict,
      done: 'backups made, restored, damaged',
      phases: [],
      remarks: remarksOf(report.checks),
    };
  }
  const { database, writable } = report;
  const run =
    report.about === 'failover' ? report.failover : report.runs.findLast(({ outcome }) => outcome === 'done');
  return {
    scenario,
    verdict,
    done: report.about === 'failover' ? 'region killed, and returned afterwards' : report.done,
    phases: run?.phases ?? [],
    expectedLossSeconds: run?.expectedLossSeconds,
    mayHaveLostMore: run?.judgements?.some(
      ({ measure, judged }) => measure === 'database RPO' && judged !== 'met',
    ),
    lost: database.lost,
    lostSeconds: database.lostSeconds,
    writableAtOnce: writable.database.mostAtOnce,
    bothSeconds: writable.database.bothSeconds,
    remarks: [
      ...(report.about === 'failover' ? notMetIn(report.judgements) : remarksOf(report.checks)),
      ...twoCachesIn(writable),
    ],
  };
}

/** No scenario promises it where a region is cut off: sessions of a cache outlive its fence. So it is said. */
const twoCachesIn = ({ cache }: Writable): readonly string[] =>
  cache && cache.mostAtOnce > 1
    ? [
        `${cache.mostAtOnce} caches took writes of clients at one instant, for ${cache.bothSeconds.toFixed(2)} s`,
      ]
    : [];

/** A scenario that could not be played to its end. */
export const brokenRow = (scenario: ScenarioName, error: Error): ScenarioRow => ({
  scenario,
  verdict: 'broke off',
  done: 'not played to its end',
  phases: [],
  remarks: [error.message],
});

type Checks = Extract<Report, { about: 'incident' }>['checks'];
type Judgements = Extract<Report, { about: 'failover' }>['judgements'];

const remarksOf = (checks: Checks): readonly string[] =>
  checks
    .filter(({ outcome }) => outcome !== 'held')
    .map(({ title, outcome, found }) => `${outcome}: ${title}: ${found}`);

const notMetIn = (judgements: Judgements): readonly string[] =>
  judgements
    .filter(({ judged }) => judged !== 'met')
    .map(({ measure, judged, because }) => `${judged}: ${measure}${because ? `: ${because}` : ''}`);
