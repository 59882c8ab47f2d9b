import { type Command, Option } from 'commander';
import type { FailbackOptions, FailoverOptions, SwitchoverOptions } from '../commands/move-role';
import type { DrillOptions, RestoreOptions } from '../commands/start-backup';
import { BY, DRY_RUN, moment, momentOrLatest, RESTORABLE_KINDS, YES } from './shared-options';
import { type Common, tell } from './tell';

const BECAUSE = ['--because <why>', 'why you do this, for whoever reads the record'] as const;
const TAKE_UP = ['--run <id>', 'take up a run that stands still, under its own name'] as const;
const APPROVED_BY = [
  '--approved-by <name>',
  'who lifts the objections that a named person may lift',
] as const;
const REGION = ['--region <name>', 'primary or recovery region'] as const;

/** Commands that start a machine and watch it to its end. */
export function addActing(program: Command): void {
  addMoves(program);
  addBackups(program);
}

function addMoves(program: Command): void {
  program
    .command('failover')
    .description('the recovery region takes over from a primary region that is lost')
    .option(...DRY_RUN)
    .option(...APPROVED_BY)
    .option(...BECAUSE)
    .option(...TAKE_UP)
    .option(...YES)
    .action(async (_own, command: Command) => {
      const { failover } = await import('../commands/move-role');
      const options = command.optsWithGlobals<Common & FailoverOptions>();
      await tell(options, (desk) => failover(desk, options));
    });
  program
    .command('switchover')
    .description('the region that stands by takes over without a loss, or everything is as it was')
    .option(...DRY_RUN)
    .option(...APPROVED_BY)
    .option(...BECAUSE)
    .option(...TAKE_UP)
    .option(...YES)
    .action(async (_own, command: Command) => {
      const { switchover } = await import('../commands/move-role');
      const options = command.optsWithGlobals<Common & SwitchoverOptions>();
      await tell(options, (desk) => switchover(desk, options));
    });
  program
    .command('failback')
    .description('the primary region is rebuilt and takes the role again; takes hours, loses nothing')
    .option(...DRY_RUN)
    .option('--delete-old-primary <arn>', 'delete this one at the end, with a last snapshot')
    .option(...BY)
    .option(...BECAUSE)
    .option(...TAKE_UP)
    .option(...YES)
    .action(async (_own, command: Command) => {
      const { failback } = await import('../commands/move-role');
      const options = command.optsWithGlobals<Common & FailbackOptions>();
      await tell(options, (desk) => failback(desk, options));
    });
}

function addBackups(program: Command): void {
  program
    .command('restore')
    .description('one store as it was, beside what is live and never over it')
    .argument('<store>', 'database, cache or archive of the plan')
    .option('--to <moment>', 'in UTC, such as 2026-11-23T09:59:00Z; without it, the latest', momentOrLatest)
    .option('--point <id>', 'this recovery point and no other, as firebackup recovery-points lists it')
    .addOption(new Option('--kind <kind>', 'points of this kind alone').choices(RESTORABLE_KINDS))
    .option(...DRY_RUN)
    .option(...REGION)
    .option(...BECAUSE)
    .option(...TAKE_UP)
    .action(async (store: string, _own, command: Command) => {
      const { restore } = await import('../commands/start-backup');
      const options = command.optsWithGlobals<Common & Omit<RestoreOptions, 'store'>>();
      await tell(options, (desk) => restore(desk, { ...options, store }));
    });
  program
    .command('drill')
    .description('restores the newest recovery points to see whether they are any good, and removes them')
    .option(...REGION)
    .option(...DRY_RUN)
    .option(...BECAUSE)
    .action(async (_own, command: Command) => {
      const { drill } = await import('../commands/start-backup');
      const options = command.optsWithGlobals<Common & DrillOptions>();
      await tell(options, (desk) => drill(desk, options));
    });
  for (const [name, what, where] of [
    ['backup', 'snapshots of the databases of one policy, now', 'policies'],
    ['dump', 'logical dumps of the databases of one policy, now', 'dumps'],
    ['cache-backup', 'backups of the caches of one policy as files, now', 'cacheBackups'],
  ] as const)
    program
      .command(name)
      .description(what)
      .argument('<policy>', `name of one of ${where} of the plan`)
      .option(
        '--due <moment>',
        'the time that names them, in UTC: take up what was begun under the same one',
        moment,
      )
      .option(...DRY_RUN)
      .action(async (policy: string, _own, command: Command) => {
        const commands = await import('../commands/start-backup');
        const options = command.optsWithGlobals<Common & { due?: string; dryRun: boolean }>();
        const { backup, dump, cacheBackup } = commands;
        const start = { backup, dump, 'cache-backup': cacheBackup }[name];
        await tell(options, (desk) => start(desk, { ...options, policy }));
      });
  program
    .command('wal-check')
    .description('whether everything that moves on is new enough and has no hole')
    .option(...REGION)
    .option(...DRY_RUN)
    .action(async (_own, command: Command) => {
      const { walCheck } = await import('../commands/start-backup');
      const options = command.optsWithGlobals<Common & { region?: string; dryRun: boolean }>();
      await tell(options, (desk) => walCheck(desk, options));
    });
}
