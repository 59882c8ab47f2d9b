import { CALL_SECONDS, LEDGER_UNITS, METRICS } from './assumptions';
import type { Calls } from './cadence';
import type { CostedResource } from './template';

/** How a resource is told of: by its name, and where it is. */
export const at = ({ properties, id, stack }: CostedResource): string =>
  `${properties.FunctionName ?? properties.StateMachineName ?? id} in ${stack}`;

/** The task of a function, as the assumptions name it; nothing for one of which nothing is assumed. */
export const taskOf = ({ function: called }: Calls): string =>
  Object.keys({ ...CALL_SECONDS, ...LEDGER_UNITS, ...METRICS }).find((task) =>
    String(called.properties.FunctionName).endsWith(`-${task}`),
  ) ?? '';

/** Whether a prober listens to Route 53's checkers too, and judges. */
export const judges = ({ function: called }: Calls): boolean =>
  called.properties.Environment?.Variables?.HEALTH_CHECK_ID !== undefined;
