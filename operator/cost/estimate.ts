import { type AllowanceUse, allowanceUses } from './allowances';
import type { CostLine } from './line';
import { orchestratorLines } from './lines';
import { PRICES, PRICES_AS_OF, PRICES_REGION } from './prices';
import type { CostedStack } from './template';
import { type WorkloadPart, workloadParts } from './workload-parts';

export interface CostEstimate {
  readonly pricesAsOf: string;
  readonly pricesRegion: string;
  readonly orchestrator: {
    readonly usd: number;
    readonly lines: readonly CostLine[];
    /** What an account has for nothing, in so far as this uses it. */
    readonly allowances: readonly AllowanceUse[];
    /** What is left to pay by an account that uses its allowances for nothing else. */
    readonly netUsd: number;
  };
  /** What the plan's own workload stacks consist of; nothing where the workload exists beside the plan. */
  readonly workload: readonly WorkloadPart[];
  /** Of the orchestrator's sum, what rests on prices that nobody confirmed. */
  readonly unconfirmedUsd: number;
}

/** What a plan's stacks cost a month, from their templates alone. */
export function costEstimate(stacks: readonly CostedStack[]): CostEstimate {
  const lines = orchestratorLines(stacks.filter((stack) => !isWorkload(stack)));
  const sum = (some: readonly CostLine[]) => some.reduce((total, { usd }) => total + usd, 0);
  const usd = sum(lines);
  const allowances = allowanceUses(lines);
  const netUsd = usd - allowances.reduce((total, one) => total + one.usd, 0);
  return {
    pricesAsOf: PRICES_AS_OF,
    pricesRegion: PRICES_REGION,
    orchestrator: { usd, lines, allowances, netUsd },
    workload: workloadParts(stacks.filter(isWorkload)),
    unconfirmedUsd: sum(lines.filter(({ price }) => !PRICES[price].confirmed)),
  };
}

const isWorkload = ({ name }: CostedStack): boolean => /-workload\b/.test(name);
