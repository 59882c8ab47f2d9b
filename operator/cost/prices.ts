/**
 * What AWS charges in us-east-1, in USD without tax, looked up in November 2026. Other regions differ by some percent; what
 * an account has for nothing is in `allowances.ts`. Not confirmed is what was found on nobody's page that day and stands here from
 * memory: hold it against AWS' own before you rely on it.
 */
export const PRICES_AS_OF = '2026-11-25';
export const PRICES_REGION = 'us-east-1';

export interface Price {
  readonly usd: number;
  readonly per: string;
  /** How many of the unit that is. */
  readonly units: number;
  readonly from: string;
  readonly confirmed: boolean;
}

const price = (usd: number, per: string, units: number, from: string): Price => ({
  usd,
  per,
  units,
  from,
  confirmed: from !== FROM_MEMORY,
});

const MILLION = 1_000_000;
const FROM_MEMORY = 'from memory';
const STATES_PAGE = "AWS' page of prices for Step Functions";
const GUIDES_OF_2026 = 'two guides of March and June 2026';
const CALCULATORS = 'two independent calculators of CloudWatch prices';

const FARGATE_GUIDES = 'two guides of 2025 and 2026';
const NETWORK_GUIDES = 'guides of 2026';
const PRICE_LIST = "AWS' price list of 21 August 2026 as a project keeps it";

export const PRICES = {
  lambdaRequests: price(0.2, '1M requests', MILLION, "AWS' price list as two guides quote it"),
  lambdaArmGbSeconds: price(0.0000133334, 'GB-s', 1, "AWS' price list as two guides quote it"),
  statesTransitions: price(0.025, '1,000 transitions', 1000, STATES_PAGE),
  expressRequests: price(1, '1M requests', MILLION, STATES_PAGE),
  /** The first thousand GB-hours of a month; more are cheaper. */
  expressGbSeconds: price(0.06, 'GB-h', 3600, STATES_PAGE),
  schedulerInvocations: price(1, '1M invocations', MILLION, 'a guide of March 2026'),
  pipeRequests: price(0.4, '1M requests', MILLION, GUIDES_OF_2026),
  /** Of a standard queue; a batch is one request, and so is a poll that brings nothing. */
  queueRequests: price(0.4, '1M requests', MILLION, GUIDES_OF_2026),
  /** A replicated write costs per replica what a write to a table of one region costs, by DynamoDB's guide on global tables. */
  ledgerWrites: price(0.625, '1M write units', MILLION, "reports of AWS' reduction of November 2024"),
  ledgerReads: price(0.125, '1M read units', MILLION, "reports of AWS' reduction of November 2024"),
  awsHealthCheck: price(0.5, 'check', 1, "AWS' price list as a calculator's tests keep it"),
  awsHealthCheckOption: price(1, 'option', 1, "AWS' price list as a calculator's tests keep it"),
  alarms: price(0.1, 'metric watched', 1, CALCULATORS),
  highResolutionAlarms: price(0.3, 'metric watched', 1, CALCULATORS),
  compositeAlarms: price(0.5, 'alarm', 1, CALCULATORS),
  customMetrics: price(0.3, 'metric', 1, CALCULATORS),
  metricRequests: price(0.01, '1,000 requests', 1000, "a table of CloudWatch's prices in a project's issue"),
  dashboards: price(3, 'dashboard', 1, "a table of CloudWatch's prices in a project's issue"),
  logIngestion: price(0.5, 'GB', 1, 'several guides of 2025 and 2026'),
  logStorage: price(0.03, 'GB-month', 1, 'several guides of 2025 and 2026'),
  traces: price(5, '1M traces', MILLION, "AWS' page of prices for X-Ray"),
  keys: price(1, 'key', 1, "AWS' page of prices for KMS"),
  fargateVcpuHours: price(0.04048, 'vCPU-h', 1, FARGATE_GUIDES),
  fargateGbHours: price(0.004445, 'GB-h', 1, FARGATE_GUIDES),
  loadBalancerHours: price(0.0225, 'h', 1, NETWORK_GUIDES),
  publicAddressHours: price(0.005, 'h', 1, NETWORK_GUIDES),
  endpointHours: price(0.01, 'h', 1, NETWORK_GUIDES),
  databaseGbMonths: price(0.115, 'GB-month', 1, 'a guide of June 2026'),
  // The sizing table's classes: PostgreSQL in one zone, and Redis.
  'db.t3.medium': price(0.072, 'h', 1, PRICE_LIST),
  'db.r5.large': price(0.25, 'h', 1, PRICE_LIST),
  'db.r5.xlarge': price(0.5, 'h', 1, PRICE_LIST),
  'db.r5.2xlarge': price(1, 'h', 1, PRICE_LIST),
  'cache.m6g.large': price(0.149, 'h', 1, 'two projects that keep prices'),
  'cache.r6g.large': price(0.206, 'h', 1, PRICE_LIST),
  'cache.r6g.xlarge': price(0.411, 'h', 1, PRICE_LIST),
  'cache.r6g.2xlarge': price(0.821, 'h', 1, PRICE_LIST),
} as const satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof PRICES;
