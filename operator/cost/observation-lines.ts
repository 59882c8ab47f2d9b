import {
  CALL_LOG_BYTES,
  DAYS_PER_MONTH,
  JUDGES_METRICS,
  METRICS,
  METRICS_LOG_BYTES,
  STATE_LOG_BYTES,
} from './assumptions';
import type { Cadence } from './cadence';
import { type CostLine, costLine } from './line';
import { at, judges, taskOf } from './names';
import type { CostedResource } from './template';

const GB = 1e9;
const MONTH_SECONDS = DAYS_PER_MONTH * 86_400;

/** Figures of its own: each name of each function of each region is one. */
export const metricLines = ({ calls }: Cadence): readonly CostLine[] =>
  calls.map((one) => {
    const metrics = [...(METRICS[taskOf(one)] ?? []), ...(judges(one) ? JUDGES_METRICS : [])];
    return costLine('CloudWatch metrics', at(one.function), {
      quantity: metrics.length,
      price: 'customMetrics',
      because: metrics.join(', '),
    });
  });

/** What is asked of CloudWatch: a request for each schedule that a function watches, at every call. */
export const queryLines = ({ calls }: Cadence): readonly CostLine[] =>
  calls.flatMap((one) => {
    const watched: unknown = one.function.properties.Environment?.Variables?.WATCHED_SCHEDULES;
    if (typeof watched !== 'string') return [];
    const byRegion: Readonly<Record<string, object>> = JSON.parse(watched);
    const schedules = Object.values(byRegion).reduce((sum, each) => sum + Object.keys(each).length, 0);
    return costLine('CloudWatch metrics', `${at(one.function)}: queries`, {
      quantity: one.perMonth * schedules,
      price: 'metricRequests',
      because: `${schedules} schedules of other regions, ${Math.round(one.perMonth)} times`,
    });
  });

/** A trace of its own for each run of a traced machine, and for each call from elsewhere; of more than one a second one in twenty. */
export function traceLines({ calls, runs }: Cadence): readonly CostLine[] {
  const traced = [
    ...runs
      .filter(({ machine }) => machine.properties.TracingConfiguration?.Enabled)
      .map(({ machine, perMonth }) => ({ resource: machine, perMonth })),
    ...calls
      .filter((one) => one.function.properties.TracingConfig?.Mode === 'Active' && !one.withinTrace)
      .map(({ function: resource, perMonth }) => ({ resource, perMonth })),
  ];
  return traced.map(({ resource, perMonth }) => {
    const quantity = Math.min(perMonth, MONTH_SECONDS + Math.max(0, perMonth - MONTH_SECONDS) * 0.05);
    const because =
      quantity < perMonth ? 'one a second, and 5 % of the rest' : 'each, at less than one a second';
    return costLine('X-Ray', at(resource), { quantity, price: 'traces', because });
  });
}

export function logLines({ calls, runs }: Cadence): readonly CostLine[] {
  const ofCalls = calls.map((one) => ({
    resource: one.function,
    bytes:
      one.perMonth *
      ((isQuiet(one.function) ? 0 : CALL_LOG_BYTES) +
        (METRICS[taskOf(one)] || judges(one) ? METRICS_LOG_BYTES : 0)),
    because: `${Math.round(one.perMonth)} calls`,
  }));
  const ofRuns = runs.map(({ machine, perMonth, transitions }) => ({
    resource: machine,
    bytes:
      machine.properties.LoggingConfiguration?.Level === 'ALL' ? perMonth * transitions * STATE_LOG_BYTES : 0,
    because: `${Math.round(perMonth)} runs of ${transitions} states, ${STATE_LOG_BYTES} bytes each (assumed)`,
  }));
  return [...ofCalls, ...ofRuns].flatMap(({ resource, bytes, because }) => [
    costLine('CloudWatch Logs', `${at(resource)}: taken in`, {
      quantity: bytes / GB,
      price: 'logIngestion',
      because,
    }),
    costLine('CloudWatch Logs', `${at(resource)}: kept`, {
      quantity: (bytes / GB) * 3,
      price: 'logStorage',
      because: 'kept for three months',
    }),
  ]);
}

/** A function whose own lines Lambda leaves out. */
const isQuiet = ({ properties }: CostedResource): boolean =>
  properties.LoggingConfig?.SystemLogLevel === 'WARN';
