import type { CostLine } from './line';
import { PRICES, type PriceName } from './prices';

/** What every account has for nothing each month, for as long as it exists, and once however many regions and plans it has. */
export interface Allowance {
  readonly what: string;
  /** In the units that its prices are counted in. */
  readonly amount: number;
  /** What it is used for, in this order. */
  readonly prices: readonly PriceName[];
  readonly from: string;
}

const MILLION = 1_000_000;
const AWS_PAGE = "AWS' page of prices for the service";
const GUIDES = "several guides that quote AWS' page";

/**
 * Looked up in November 2026, as the prices were. Not among them: what new accounts have for some months, and DynamoDB's, which is for
 * tables with provisioned capacity. Alarms by ten seconds are paid for; so is GetMetricData, which nothing here calls.
 */
export const ALLOWANCES: readonly Allowance[] = [
  { what: 'Lambda requests', amount: MILLION, prices: ['lambdaRequests'], from: GUIDES },
  { what: 'GB-s of Lambda', amount: 400_000, prices: ['lambdaArmGbSeconds'], from: GUIDES },
  { what: 'transitions of Standard machines', amount: 4000, prices: ['statesTransitions'], from: AWS_PAGE },
  { what: 'requests to SQS', amount: MILLION, prices: ['queueRequests'], from: GUIDES },
  { what: 'Scheduler invocations', amount: 14 * MILLION, prices: ['schedulerInvocations'], from: GUIDES },
  { what: 'metrics', amount: 10, prices: ['customMetrics'], from: GUIDES },
  { what: 'metrics watched by alarms', amount: 10, prices: ['alarms'], from: GUIDES },
  { what: 'dashboards of up to 50 metrics', amount: 3, prices: ['dashboards'], from: GUIDES },
  { what: 'requests to CloudWatch', amount: MILLION, prices: ['metricRequests'], from: GUIDES },
  { what: 'GB of logs, taken in or kept', amount: 5, prices: ['logIngestion', 'logStorage'], from: GUIDES },
  { what: 'traces', amount: 100_000, prices: ['traces'], from: GUIDES },
  {
    what: 'health checks of AWS, without their options',
    amount: 50,
    prices: ['awsHealthCheck'],
    from: "the 50 of AWS' price list, from which on a calculator charges",
  },
];

/** How much of an allowance an estimate uses, and what that would have cost. */
export interface AllowanceUse {
  readonly what: string;
  readonly amount: number;
  readonly used: number;
  readonly usd: number;
  readonly from: string;
}

export const allowanceUses = (lines: readonly CostLine[]): readonly AllowanceUse[] =>
  ALLOWANCES.map(({ what, amount, prices, from }) => {
    let left = amount;
    let usd = 0;
    for (const name of prices) {
      const wanted = lines
        .filter(({ price }) => price === name)
        .reduce((sum, { quantity }) => sum + quantity, 0);
      const free = Math.min(left, wanted);
      left -= free;
      usd += (free * PRICES[name].usd) / PRICES[name].units;
    }
    return { what, amount, used: amount - left, usd, from };
  }).filter(({ used }) => used > 0);
