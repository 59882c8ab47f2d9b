import { writeFileSync, writeSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Account } from '../lib/page/account';
import { PlanError } from '../lib/plan/parse-plan';
import type { Plan } from '../lib/plan/plan';
import { SCENARIOS, type ScenarioName, type ScenarioSettings } from '../rehearsal/scenario';
import { portOf } from './page/port';
import { type RehearsedPage, servedPage } from './page/rehearsed-page';
import { rehearsablePlan } from './plan/rehearsable-plan';
import { playAll, playOne } from './play';
import { ofAll } from './report/of-all';
import { ofRehearsal } from './report/of-rehearsal';
import { documentFor } from './report/report-file';
import { reportText } from './report-text';
import { tableText } from './table-text';
import { notRehearsed, wrapped } from './text';
import { writable } from './written-file';

/* `npm run rehearse`: loses a region on this machine, or its backups, and shows what came of it. */

const ALL = 'all';
const EXIT = { met: 0, missed: 1, badInput: 2, interrupted: 130 } as const;

interface Options {
  readonly scenario: ScenarioName | typeof ALL;
  readonly plan: string;
  readonly waitCompression: number;
  readonly json?: string;
  readonly report?: string;
  readonly serve?: number | true;
}

const program = new Command('npm run rehearse --')
  .description(
    'Loses a region or its backups on this machine, and shows what the shipped state machines make of it.',
  )
  .addOption(
    new Option('-s, --scenario <name>', 'what is done')
      .choices([...Object.keys(SCENARIOS), ALL])
      .default('region-loss'),
  )
  .option(
    '-p, --plan <file>',
    'plan whose identifiers and objectives are used; of one whose workload is built, the names that AWS would give are made up',
    'firebackup.yaml',
  )
  .option('-w, --wait-compression <factor>', 'by what the waits of the machines are divided', factor, 1000)
  .option('-j, --json <file>', 'write the report as data, too', writable)
  .option(
    '-r, --report <file>',
    'write the report as a page to keep, in HTML or Markdown by its ending',
    page,
  )
  .option(
    '--serve [port]',
    'show it live as a status page, to this machine alone, until Ctrl-C (default: any port that is free)',
    portOf,
  )
  .addHelpText('after', helpAfter())
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.met : EXIT.badInput))
  .action(rehearse);

// An exit runs the handlers that end what was started; being killed by the signal would not. After a rehearsal that is still
// shown there is a code already: nothing is interrupted any more.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    // What shows the steps hides the cursor, keeps what others write until it ends, and does not end by itself.
    const cursor = process.stderr.isTTY ? '\u001b[?25h' : '';
    if (process.exitCode === undefined)
      writeSync(2, `${cursor}\ninterrupted: all that was started ends with this\n`);
    process.exit(process.exitCode ?? EXIT.interrupted);
  });
// Who closed the pipe has read enough.
process.stdout.on('error', () => process.exit(EXIT.interrupted));
// Lambdas log for CloudWatch; here the report is what is read.
process.env.POWERTOOLS_LOG_LEVEL ??= 'SILENT';
await program.parseAsync();

async function rehearse({ scenario, plan, waitCompression, json, report, serve }: Options): Promise<void> {
  const parsed = planOrComplaint(plan);
  const page = serve === undefined || !parsed ? undefined : await servedPage(serve === true ? 0 : serve);
  if (!parsed || page === 'not served') {
    process.exitCode = EXIT.badInput;
    return;
  }
  const settings = { plan: parsed, compression: waitCompression };
  const { verdict, data, text, account } =
    scenario === ALL ? await all(settings, page) : await one({ ...settings, scenario }, page);
  if (json) writeFileSync(json, `${JSON.stringify(data, null, 2)}\n`);
  console.log(text);
  if (report) writeFileSync(report, documentFor(report)(account()));
  for (const file of [report, json]) if (file) console.log(`\n${file} is written`);
  process.exitCode = EXIT[verdict];
  if (page) console.log(`\n${page.address} shows the last picture until Ctrl-C`);
}

interface Outcome {
  readonly verdict: 'met' | 'missed';
  readonly data: object;
  readonly text: string;
  readonly account: () => Account;
}

async function one(settings: ScenarioSettings, page?: RehearsedPage): Promise<Outcome> {
  const report = await playOne(settings, page);
  const { verdict } = report;
  return { verdict, data: report, text: reportText(report), account: () => ofRehearsal(report) };
}

async function all(settings: Omit<ScenarioSettings, 'scenario'>, page?: RehearsedPage): Promise<Outcome> {
  const played = await playAll(Object.keys(SCENARIOS) as ScenarioName[], settings, page);
  const { rows, reports } = played;
  const left = new Set(reports.flatMap((report) => report.notRehearsed));
  return {
    verdict: rows.every(({ verdict }) => verdict === 'met') ? 'met' : 'missed',
    data: played,
    text: [tableText(rows), ...notRehearsed([...left])].join('\n'),
    account: () => ofAll(played),
  };
}

function planOrComplaint(file: string): Plan | undefined {
  try {
    return rehearsablePlan(file);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    console.error(error.message);
    return undefined;
  }
}

/** A file to write a page to, of a kind that is known. */
function page(file: string): string {
  try {
    documentFor(file);
  } catch (error) {
    throw new InvalidArgumentError((error as RangeError).message);
  }
  return writable(file);
}

function factor(text: string): number {
  const value = Number(text);
  if (value >= 1) return value;
  throw new InvalidArgumentError('expected a number of at least 1; 1 waits as long as AWS would');
}

function helpAfter(): string {
  const columns = process.stdout.columns || 80;
  const all = { ...SCENARIOS, [ALL]: 'One after the other, and a table of what came of each.' };
  return [
    '',
    'Scenarios:',
    ...Object.entries(all).flatMap(([name, what]) => [`  ${name}`, ...wrapped(`    ${what}`, columns)]),
    '',
    ...wrapped(
      'Exit codes: 0 all as promised, 1 an objective missed or a check failed, 2 bad input, 130 interrupted.',
      columns,
    ),
  ].join('\n');
}
