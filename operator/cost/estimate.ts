import type { CostLine } from './line';
import { orchestratorLines } from './lines';
import { PRICES, PRICES_AS_OF, PRICES_REGION } from './prices';
import type { CostedStack } from './template';
import { type WorkloadPart, workloadParts } from './workload-parts';

export interface CostEstimate {
  readonly pricesAsOf: string;
  readonly pricesRegion: string;
  readonly orchestrator: { readonly usd: number; readonly lines: readonly CostLine[] };
  /** What the plan's own workload stacks consist of; nothing where the workload exists beside the plan. */
  readonly workload: readonly WorkloadPart[];
  /** Of the orchestrator's sum, what rests on prices that nobody confirmed. */
  readonly unconfirmedUsd: number;
}

/** What a plan's stacks cost a month, from their templates alone. */
export function costEstimate(stacks: readonly CostedStack[]): CostEstimate {
  const lines = orchestratorLines(stacks.filter((stack) => !isWorkload(stack)));
  const sum = (some: readonly CostLine[]) => some.reduce((total, { usd }) => total + usd, 0);
  return {
    pricesAsOf: PRICES_AS_OF,
    pricesRegion: PRICES_REGION,
    orchestrator: { usd: sum(lines), lines },
    workload: workloadParts(stacks.filter(isWorkload)),
    unconfirmedUsd: sum(lines.filter(({ price }) => !PRICES[price].confirmed)),
  };
}

const isWorkload = ({ name }: CostedStack): boolean => /-workload\b/.test(name);
