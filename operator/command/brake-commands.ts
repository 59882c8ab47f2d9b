import type { Command } from 'commander';
import { BY, YES } from './shared-options';
import { type Common, tell } from './tell';

/** Commands that call a function, and are answered at once. */
export function addBrakes(program: Command): void {
  // A no changes nothing, and is confirmed by nobody.
  for (const [name, answer, what, options] of [
    ['approve', 'approve', 'say yes to a run that asks', [BY, YES]],
    ['deny', 'reject', 'say no to a run that asks', [BY]],
  ] as const) {
    const answering = program
      .command(name)
      .description(what)
      .argument('<run>', 'as firebackup status names it')
      .action(async (run: string, _own, command: Command) => {
        const { answerApproval } = await import('../commands/brakes');
        const options = command.optsWithGlobals<Common & { by?: string; yes?: string }>();
        await tell(options, (desk) => answerApproval(desk, { ...options, run, answer }));
      });
    for (const [flags, meaning] of options) answering.option(flags, meaning);
  }
  program
    .command('pause')
    .description('no failover and no switchover starts until somebody resumes')
    .argument('<why>', 'for whoever finds it paused')
    .option(...BY)
    .action(async (because: string, _own, command: Command) => {
      const { pause } = await import('../commands/brakes');
      const options = command.optsWithGlobals<Common & { by?: string }>();
      await tell(options, (desk) => pause(desk, { ...options, because }));
    });
  program
    .command('resume')
    .description('ends a pause, whoever made it')
    .option(...BY)
    .action(async (_own, command: Command) => {
      const { resume } = await import('../commands/brakes');
      const options = command.optsWithGlobals<Common & { by?: string }>();
      await tell(options, (desk) => resume(desk, options));
    });
  program
    .command('acknowledge')
    .description('ends the cool-down after a change, or after a run that was abandoned')
    .argument('<run>', 'the run that made it')
    .option(...BY)
    .action(async (run: string, _own, command: Command) => {
      const { acknowledge } = await import('../commands/brakes');
      const options = command.optsWithGlobals<Common & { by?: string }>();
      await tell(options, (desk) => acknowledge(desk, { ...options, run }));
    });
}
