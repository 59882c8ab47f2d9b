import { Command } from 'commander';
import { PlanError, readDeclaredPlan } from '../lib/plan/parse-plan';
import { costText } from './cost/cost-text';
import { costEstimate } from './cost/estimate';
import { synthesize } from './cost/synthesize';

/* `npm run cost`: what a plan costs a month, from the templates that it makes and a dated list of prices. */

const EXIT = { broke: 1, badInput: 2, interrupted: 130 } as const;

// Who closed the pipe has read enough.
process.stdout.on('error', () => process.exit());
// Heeded once the templates are made or given up: their folder is removed before that.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => process.exit(EXIT.interrupted));

interface Options {
  readonly plan: string;
  readonly json?: true;
}

new Command('cost')
  .description(
    'Estimates what a plan costs a month, line by line, from its templates and a dated list of prices.',
  )
  .option('-p, --plan <file>', 'plan whose stacks are looked at', 'firebackup.yaml')
  .option('-j, --json', 'as data instead of text')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT.badInput))
  .action(cost)
  .parse();

function cost({ plan, json }: Options): void {
  try {
    readDeclaredPlan(plan);
    const estimate = costEstimate(synthesize(plan));
    console.log(
      json
        ? JSON.stringify(estimate, null, 2)
        : costText(plan, estimate, process.stdout.columns || undefined),
    );
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = error instanceof PlanError ? EXIT.badInput : EXIT.broke;
  }
}
