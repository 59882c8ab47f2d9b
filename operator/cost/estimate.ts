import { type AllowanceUse, allowanceUses } from './allowances';
import type { CostLine } from './line';
import { orchestratorLines } from './lines';
import { PRICES, PRICES_AS_OF, PRICES_REGION } from './prices';
import type { CostedStack } from './template';
import { workloadLines } from './workload-lines';

export interface CostEstimate {
  readonly pricesAsOf: string;
  readonly pricesRegion: string;
  readonly orchestrator: Bill;
  /** What a Prometheus that scrapes both serving regions adds to it. */
  readonly scraping: Pick<Bill, 'usd' | 'netUsd'>;
  /** Of the plan's own workload stacks, on demand; no lines where the workload exists beside the plan. */
  readonly workload: Pick<Bill, 'usd' | 'lines'>;
  /** Of the orchestrator's sum, what rests on prices that nobody confirmed. */
  readonly unconfirmedUsd: number;
}

export interface Bill {
  readonly usd: number;
  readonly lines: readonly CostLine[];
  /** What an account has for nothing, in so far as this uses it. */
  readonly allowances: readonly AllowanceUse[];
  /** What is left to pay by an account that uses its allowances for nothing else. */
  readonly netUsd: number;
}

/** What a plan's stacks cost a month, from their templates alone. */
export function costEstimate(stacks: readonly CostedStack[]): CostEstimate {
  const own = stacks.filter((stack) => !isWorkload(stack));
  const workload = workloadLines(stacks.filter(isWorkload));
  const orchestrator = billOf(orchestratorLines(own));
  const scraped = billOf(orchestratorLines(own, { scraped: true }));
  return {
    pricesAsOf: PRICES_AS_OF,
    pricesRegion: PRICES_REGION,
    orchestrator,
    scraping: {
      usd: scraped.usd - orchestrator.usd,
      netUsd: scraped.netUsd - orchestrator.netUsd,
    },
    workload: { usd: sum(workload), lines: workload },
    unconfirmedUsd: sum(orchestrator.lines.filter(({ price }) => !PRICES[price].confirmed)),
  };
}

function billOf(lines: readonly CostLine[]): Bill {
  const allowances = allowanceUses(lines);
  const usd = sum(lines);
  return { usd, lines, allowances, netUsd: usd - sum(allowances) };
}

const sum = (some: readonly { readonly usd: number }[]): number =>
  some.reduce((total, { usd }) => total + usd, 0);

const isWorkload = ({ name }: CostedStack): boolean => /-workload\b/.test(name);
