import { cadenceOf, scrapes } from './cadence';
import { lambdaLines, ledgerLines, machineLines } from './call-lines';
import { type CostLine, costLine } from './line';
import { logLines, metricLines, queryLines, traceLines } from './observation-lines';
import { roundLines } from './round-lines';
import { standingLines } from './standing-lines';
import { type CostedStack, resourcesIn } from './template';

/**
 * What a plan's stacks cost in a month by themselves: while nothing happens, and at the plan's own schedules; `scraped` with what a
 * Prometheus asks, which no stack has.
 */
export function orchestratorLines(
  stacks: readonly CostedStack[],
  { scraped } = { scraped: false },
): readonly CostLine[] {
  const resources = resourcesIn(stacks);
  const alone = cadenceOf(resources);
  const cadence = scraped ? { ...alone, calls: [...alone.calls, ...scrapes(resources)] } : alone;
  const lines = [
    ...cadence.calls.flatMap(lambdaLines),
    ...cadence.runs.flatMap(machineLines),
    ...cadence.rounds.flatMap(roundLines),
    costLine('EventBridge Scheduler', 'invocations', {
      quantity: cadence.invocations,
      price: 'schedulerInvocations',
      because: 'the rates of all schedules',
    }),
    ...ledgerLines(cadence.calls, resources),
    ...resources.flatMap(standingLines),
    ...metricLines(cadence),
    ...queryLines(cadence),
    ...logLines(cadence),
    ...traceLines(cadence),
  ];
  return lines.filter(({ quantity }) => quantity > 0);
}
