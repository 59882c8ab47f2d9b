import { Command, CommanderError } from 'commander';
import { addActing } from './acting-commands';
import { addBrakes } from './brake-commands';
import { EXIT } from './endings';
import { formatItem, pageOf } from './manual';
import { addPlanning, REHEARSE } from './plan-commands';
import { addReading } from './reading-commands';
import { heedSignals, leave } from './tell';

/** All commands, and none of what they do: help is asked for in a hurry. */
export function program(): Command {
  const all = new Command('firebackup')
    .description('What is going on with a protected deployment, what happens next, and what may be done.')
    .option('-p, --plan <file>', 'the plan: its name and regions tell where everything is', 'firebackup.yaml')
    .option('-j, --json', 'data instead of text; everything else goes to standard error', false)
    .addHelpText('afterAll', ({ command }) => pageOf(command))
    .configureHelp({ showGlobalOptions: true, formatItem })
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error: /, 'firebackup: ')),
    })
    .showSuggestionAfterError()
    .showHelpAfterError('add --help to see what is expected')
    // Before any command is added: they inherit it.
    .exitOverride();
  // As the README has them.
  addReading(all.commandsGroup('Look:'));
  addActing(all.commandsGroup('Act:'));
  addBrakes(all.commandsGroup('Brakes:'));
  addPlanning(all.commandsGroup('Plan:'));
  all.commandsGroup('Help:').helpCommand('help [command]', 'the --help of a command');
  return all;
}

export async function main(argv: readonly string[]): Promise<void> {
  heedSignals();
  // What follows it is read by another program: --help, --json and --plan too.
  if (argv[2] === REHEARSE) {
    const { rehearse } = await import('../commands/rehearse');
    return leave(await rehearse(argv.slice(3)));
  }
  try {
    await program().parseAsync([...argv]);
  } catch (error) {
    // Commander has said what was wrong with the line, or shown the help that was asked for.
    if (!(error instanceof CommanderError)) throw error;
    leave(error.exitCode === 0 ? EXIT.fine : EXIT.badInput);
  }
}
