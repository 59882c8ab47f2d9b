import { join } from 'node:path';
import { readPlan } from '../../lib/plan/parse-plan';
import { databaseStore, startDatabasePair } from '../../rehearsal/database-pair';
import { findPostgres } from '../../rehearsal/engines/postgres-binaries';
import { Leftovers } from '../../rehearsal/leftovers';
import { RegionLoss } from '../../rehearsal/region-loss';
import type { RegionLossReport } from '../../rehearsal/report';

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
  const rehearsal = new RegionLoss({ scenario: 'region-loss', plan, compression: 1000 });
  try {
    for (const { run } of rehearsal.steps) await run(() => undefined);
    return rehearsal.report();
  } finally {
    await rehearsal.end();
  }
}

/** Seconds from the call of pg_promote(), which waits until recovery has ended, to a row written by a client. */
async function barePromotion(): Promise<number> {
  const leftovers = new Leftovers();
  try {
    const doors = { primary: ['application'], recovery: ['application'] };
    const binaries = await findPostgres(leftovers.folder);
    const pair = await startDatabasePair({
      binaries,
      leftovers,
      databaseName: 'bench',
      orchestratorUser: 'orchestrator',
      doors,
    });
    await pair.primary.server.kill();
    const begun = performance.now();
    await pair.standby.server.query('SELECT pg_promote()');
    const store = await databaseStore(pair.standby.server.port, 'bench');
    await store.write(1);
    const seconds = (performance.now() - begun) / 1000;
    store.close();
    await Promise.all([pair.primary.gate.close(), pair.standby.gate.close()]);
    return seconds;
  } finally {
    leftovers.end();
  }
}

function recovery({ failover }: RegionLossReport): number | undefined {
  return failover.judgements?.find(({ measure }) => measure === 'database RTO')?.measuredSeconds;
}

/** Not a number when any of the figures is unknown: a median of the known ones would flatter. */
function median(figures: readonly (number | undefined)[]): number {
  if (figures.includes(undefined)) return Number.NaN;
  const sorted = figures.map(Number).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
