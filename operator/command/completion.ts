// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these placeholders are the shell's own.
import type { Command } from 'commander';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** What a shell completes: commands, those inside of commands, and options; made from what the program itself says. */
export const completion = (program: Command, shell: Shell): string =>
  SCRIPTS[shell](pathsIn(program)).join('\n');

interface Path {
  /** The commands before: nothing, `run`, `run show`. */
  readonly after: string;
  readonly words: readonly { readonly word: string; readonly what: string }[];
}

function pathsIn(command: Command, after = ''): readonly Path[] {
  const commands = command.commands.map((one) => ({ word: one.name(), what: one.description() }));
  const options = command.options.flatMap(({ long, description }) =>
    long ? [{ word: long, what: description }] : [],
  );
  const inside = command.commands.flatMap((one) => pathsIn(one, `${after} ${one.name()}`.trim()));
  // The longest first: a shell takes the first one that fits.
  return [...inside, { after, words: [...commands, ...options, { word: '--help', what: 'its help' }] }];
}

const cases = (paths: readonly Path[]): readonly string[] =>
  paths.map(({ after, words }) => `    "${after}"*) known="${words.map(({ word }) => word).join(' ')}" ;;`);

const SCRIPTS: Readonly<Record<Shell, (paths: readonly Path[]) => readonly string[]>> = {
  bash: (paths) => [
    '# eval "$(firebackup completion bash)"',
    '_firebackup() {',
    '  local known before="${COMP_WORDS[*]:1:COMP_CWORD-1}"',
    '  case "$before" in',
    ...cases(paths),
    '  esac',
    '  COMPREPLY=($(compgen -W "$known" -- "${COMP_WORDS[COMP_CWORD]}"))',
    '}',
    'complete -o default -F _firebackup firebackup',
  ],
  zsh: (paths) => [
    '# eval "$(firebackup completion zsh)", after compinit',
    '_firebackup() {',
    '  local known before="${words[2,CURRENT-1]}"',
    '  case "$before" in',
    ...cases(paths),
    '  esac',
    '  compadd -- ${=known}',
    '}',
    'compdef _firebackup firebackup',
  ],
  fish: (paths) => [
    '# firebackup completion fish | source',
    ...paths.flatMap(({ after, words }) =>
      words.map(({ word, what }) => {
        const when =
          after === ''
            ? '__fish_use_subcommand'
            : `string match -q "firebackup ${after} *" (commandline -cp)`;
        const spelled = word.startsWith('--') ? `-l ${word.slice(2)}` : `-a ${word}`;
        return `complete -c firebackup -n '${when}' ${spelled} -d '${what.replaceAll("'", '')}'`;
      }),
    ),
  ],
};
