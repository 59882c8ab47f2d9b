import { type Command, InvalidArgumentError } from 'commander';
import { portOf } from '../page/port';
import { writable } from '../written-file';
import { count } from './shared-options';
import { type Common, tell, tellAgain } from './tell';

/** Commands that look at the ledger and change nothing. Each loads what it does only when it is called. */
export function addReading(program: Command): void {
  program
    .command('status')
    .description('one screen: who serves, what goes on, what happens next, what you may do')
    .option(
      '--serve [port]',
      'as a page that keeps itself up to date, for a browser on this machine, until Ctrl-C (default: any free port)',
      portOf,
    )
    .action(async (_own, command: Command) => {
      const options = command.optsWithGlobals<Common & { serve?: number | true }>();
      const { serve } = options;
      if (serve !== undefined) {
        const { serveStatus } = await import('../commands/serve-status');
        return tell(options, (desk) => serveStatus(desk, serve === true ? 0 : serve));
      }
      const { status } = await import('../commands/status');
      await tell(options, status);
    });

  program
    .command('watch')
    .description('status, again and again until Ctrl-C; with --json a line each')
    .option('-e, --every <seconds>', 'how often', seconds, 5)
    .action(async (_own, command: Command) => {
      const { status } = await import('../commands/status');
      const options = command.optsWithGlobals<Common & { every: number }>();
      await tellAgain(options, { seconds: options.every }, status);
    });

  program
    .command('runs')
    .description('failovers, switchovers, failbacks, restores and drills, the newest first')
    .option('-n, --limit <count>', 'how many', count, 20)
    .action(async (_own, command: Command) => {
      const { runs } = await import('../commands/runs');
      const options = command.optsWithGlobals<Common & { limit: number }>();
      await tell(options, (desk) => runs(desk, options));
    });

  program
    .command('run')
    .description('one run')
    .command('show')
    .description(
      'what it was for, who was asked and answered what, how it ended, and what is not known about it',
    )
    .argument('<id>', 'as firebackup runs lists it')
    .option('--document', 'as the evidence bucket keeps it, with everything that was seen', false)
    .option('-r, --report <file>', 'write it as one page (.html) or as Markdown (.md), too', writable)
    .action(async (id: string, _own, command: Command) => {
      const { runShow } = await import('../commands/run-show');
      const options = command.optsWithGlobals<Common & { document: boolean; report?: string }>();
      await tell(options, (desk) => runShow(desk, { ...options, id }));
    });

  program
    .command('report')
    .description('writes a run or a drill as one page to keep, which loads nothing from anywhere')
    .argument('<id>', 'as firebackup runs lists it')
    .argument('[file]', 'in .html or .md; without it, the id with .html behind it', writable)
    .action(async (id: string, file: string | undefined, _own, command: Command) => {
      const { report } = await import('../commands/report');
      await tell(command.optsWithGlobals<Common>(), (desk) =>
        report(desk, { id, file: file ?? `${id}.html` }),
      );
    });

  program
    .command('recovery-points')
    .description('everything that one could recover from, the newest first')
    .option('-s, --store <id>', 'of one database, cache or archive')
    .action(async (_own, command: Command) => {
      const { recoveryPoints } = await import('../commands/recovery-points');
      const options = command.optsWithGlobals<Common & { store?: string }>();
      await tell(options, (desk) => recoveryPoints(desk, options));
    });

  program
    .command('recover-now')
    .description('what would be recovered from if it had to be now, and what would be lost')
    .action(async (_own, command: Command) => {
      const { recoverNow } = await import('../commands/recover-now');
      await tell(command.optsWithGlobals<Common>(), recoverNow);
    });

  program
    .command('runbook')
    .description('what to do by hand on the day when no machine runs')
    .option('--stored', 'as it was written last, from the bucket of a region', false)
    .action(async (_own, command: Command) => {
      const { runbook } = await import('../commands/runbook');
      const options = command.optsWithGlobals<Common & { stored: boolean }>();
      await tell(options, (desk) => runbook(desk, options));
    });
}

function seconds(text: string): number {
  const value = Number(text);
  if (value >= 1) return value;
  throw new InvalidArgumentError('expected a number of seconds, at least 1');
}
