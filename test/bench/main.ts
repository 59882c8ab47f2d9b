import { join } from 'node:path';
import { readPlan } from '../../lib/plan/parse-plan';
import { regionLoss } from '../../rehearsal/incidents/region-loss';
import type { RegionLossReport } from '../../rehearsal/report';
import { barePromotion } from './bare-promotion';
import { median } from './median';

/*
 * `npm run bench`: how long the shipped failover takes, beside a bare pg_promote() of the same standby in the same run.
 * Absolute times are this machine's; the ratio is what can be compared.
 */
const RUNS = 5;
const plan = readPlan(join(import.meta.dirname, '..', '..', 'firebackup.yaml'));

// An exit runs the handlers that end what was started.
process.on('SIGINT', () => process.exit(130));
process.env.POWERTOOLS_LOG_LEVEL ??= 'SILENT';

const reports: RegionLossReport[] = [];
const bare: number[] = [];
for (let run = 1; run <= RUNS; run += 1) {
  process.stderr.write(`run ${run} of ${RUNS}\n`);
  reports.push(await rehearsed());
  bare.push(await barePromotion());
}

const floor = median(bare);
const decided = median(reports.map((report) => report.decisionToFirstWriteSeconds));
const rows: [what: string, seconds: number][] = [
  ['bare pg_promote() of a dead primary’s standby, to its first write', floor],
  ['failover: decision to first write in the recovery region', decided],
  [
    'failover: kill to first write in the recovery region',
    median(reports.map((r) => r.database.killToFirstWriteSeconds)),
  ],
  ['failover: first bad probe to confirmed traffic', median(reports.map((report) => recovery(report)))],
  [
    'cache: kill to first write',
    median(reports.map((r) => ('lost' in r.cache ? r.cache.killToFirstWriteSeconds : undefined))),
  ],
  ['snapshot, copy and record', median(reports.map((report) => report.snapshot.seconds))],
];
console.log(`medians of ${RUNS} runs, probes every 1 s, 3 to declare`);
for (const [what, seconds] of rows) console.log(`${seconds.toFixed(3).padStart(8)} s  ${what}`);
console.log(
  `${(decided / floor).toFixed(2).padStart(8)} ×  decision to first write, against the bare promotion`,
);

async function rehearsed(): Promise<RegionLossReport> {
  const rehearsal = regionLoss({ scenario: 'region-loss', plan, compression: 1000 });
  try {
    for (const { run } of rehearsal.steps) await run(() => undefined);
    return rehearsal.report();
  } finally {
    await rehearsal.end();
  }
}

function recovery({ failover }: RegionLossReport): number | undefined {
  return failover.judgements?.find(({ measure }) => measure === 'database RTO')?.measuredSeconds;
}
