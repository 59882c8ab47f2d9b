import { Argument, type Command } from 'commander';
import { SHELLS, type Shell } from './completion';
import { BadInput } from './endings';
import { count } from './shared-options';
import { type Common, leave, tell, tellOf } from './tell';

/** Has options of its own, so it is never read by this program. */
export const REHEARSE = 'rehearse';

/** Commands about the plan, about whether AWS is as it says, and about this command itself. */
export function addPlanning(program: Command): void {
  const plan = program.command('plan').description('the plan itself; asks AWS nothing');
  plan
    .command('check')
    .description('everything that is wrong with the file, at once')
    .action(async (_own, command: Command) => {
      const { planCheck } = await import('../commands/plan-check');
      const options = command.optsWithGlobals<Common>();
      await tellOf(options, (screen) => planCheck(options.plan, screen));
    });
  plan
    .command('explain')
    .description('in words: what is protected, by what, when, and what happens when the region is lost')
    .action(async (_own, command: Command) => {
      const { planExplain } = await import('../commands/plan-explain');
      await tell(command.optsWithGlobals<Common>(), planExplain);
    });

  program
    .command('doctor')
    .description('whether AWS is as the plan expects it, as far as that can be read')
    .action(async (_own, command: Command) => {
      const { doctor } = await import('../commands/doctor');
      await tell(command.optsWithGlobals<Common>(), doctor);
    });

  program
    .command('init')
    .description('asks what a plan cannot do without, and writes one with comments to the file of --plan')
    .option('--from-aws', 'read what runs in the account: instances, caches, networks and keys', false)
    .action(async (_own, command: Command) => {
      const [{ init }, { asking }] = await Promise.all([import('../commands/init'), import('./live-desk')]);
      const { plan: file, fromAws } = command.optsWithGlobals<Common & { fromAws: boolean }>();
      const { json } = command.optsWithGlobals<Common>();
      await tellOf({ plan: file, json }, () => init(asking, { file, fromAws }));
    });

  program
    .command('size')
    .description("the guide's sizing table; asks AWS nothing")
    .argument('[projects]', 'how many projects are backed up', count)
    .action(async (projects: number | undefined, _own, command: Command) => {
      const { size } = await import('../commands/size');
      await tellOf(command.optsWithGlobals<Common>(), (screen) => size(projects, screen));
    });

  program
    .command('cost')
    .description('what the plan costs a month, line by line, by a dated list of prices; asks AWS nothing')
    .action(async (_own, command: Command) => {
      const { cost } = await import('../commands/cost');
      leave(await cost(command.optsWithGlobals<Common>()));
    });

  program
    .command(REHEARSE)
    .description('loses a region on this machine; all that follows goes to npm run rehearse, --help too')
    .argument('[options...]')
    .action((_args: string[], _own, command: Command) =>
      tellOf(command.optsWithGlobals<Common>(), async () => {
        throw new BadInput('rehearse comes first, and everything for it after it');
      }),
    );

  program
    .command('completion')
    .description('what a shell needs to complete this command: eval "$(firebackup completion bash)"')
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .action(async (shell: Shell, _own, command: Command) => {
      const { completion } = await import('./completion');
      const script = completion(program, shell);
      const told = { lines: script.split('\n'), data: { shell, script }, news: 'fine' } as const;
      await tellOf(command.optsWithGlobals<Common>(), async () => told);
    });
}
