// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these placeholders are the shell's own.
import type { Command, Option } from 'commander';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/**
 * What a shell completes: commands, those inside of commands, options, and what an option or an argument can be; made from what
 * the program itself says.
 */
export const completion = (program: Command, shell: Shell): string =>
  SCRIPTS[shell](pathsIn(program), program.options).join('\n');

interface Path {
  /** The commands before: nothing, `run`, `run show`. */
  readonly after: string;
  readonly words: readonly { readonly word: string; readonly what: string }[];
  readonly options: readonly Option[];
}

function pathsIn(command: Command, after = ''): readonly Path[] {
  const commands = command.commands.map((one) => ({ word: one.name(), what: one.description() }));
  const choices = command.registeredArguments.flatMap(({ argChoices = [], description }) =>
    argChoices.map((word) => ({ word, what: description })),
  );
  const inside = command.commands.flatMap((one) => pathsIn(one, `${after} ${one.name()}`.trim()));
  // The longest first: a shell takes the first one that fits.
  return [...inside, { after, words: [...commands, ...choices], options: command.options }];
}

/** What may stand anywhere, after the name of a command too. */
type Script = (paths: readonly Path[], anywhere: readonly Option[]) => readonly string[];

const HELP = '--help';
const longOf = ({ long }: Option): readonly string[] => (long ? [long] : []);

/** After an option that takes a value: what it can be, or files where nobody can list that. */
function valueCases(paths: readonly Path[]): readonly string[] {
  const taking = paths.flatMap(({ options }) => options).filter(({ required }) => required);
  const valuesOf = ({ argChoices = [] }: Option) => argChoices.join(' ');
  return [...new Set(taking.map(valuesOf))].map((values) => {
    const same = taking.filter((option) => valuesOf(option) === values);
    const spelled = new Set(same.flatMap(({ long, short }) => [long, short].filter(Boolean)));
    return `    ${[...spelled].map((one) => `*" ${one} "`).join('|')}) known="${values}" ;;`;
  });
}

const pathCases: Script = (paths, anywhere) =>
  paths.map(({ after, words, options }) => {
    const spelled = [...new Set([...options, ...anywhere].flatMap(longOf))];
    const known = [...words.map(({ word }) => word), ...spelled, HELP].join(' ');
    return `    ${after ? `" ${after} "*` : '*'}) known="${known}" ;;`;
  });

const cases: Script = (paths, anywhere) => [...valueCases(paths), ...pathCases(paths, anywhere)];

/** Within apostrophes nothing is the shell's own but they themselves. */
const quoted = (text: string): string => `'${text.replaceAll("'", "\\'")}'`;

function fishOption({ long, short, description, required, argChoices }: Option, when: string): string {
  const takes = argChoices ? ` -x -a ${quoted(argChoices.join(' '))}` : required ? ' -r -F' : '';
  const spelled = [...(long ? [`-l ${long.slice(2)}`] : []), ...(short ? [`-s ${short.slice(1)}`] : [])];
  return `complete -c firebackup${when} ${spelled.join(' ')}${takes} -d ${quoted(description)}`;
}

const fishPath = ({ after, words, options }: Path): readonly string[] => {
  // Words stand right behind it, options anywhere behind it.
  const [next, behind] =
    after === ''
      ? ['__fish_use_subcommand', '__fish_use_subcommand']
      : [
          `string match -qr " ${after} \\S*\\$" -- (commandline -cp)`,
          `string match -q "* ${after} *" -- (commandline -cp)`,
        ];
  return [
    ...words.map(
      ({ word, what }) => `complete -c firebackup -n ${quoted(next)} -a ${word} -d ${quoted(what)}`,
    ),
    ...(after === '' ? [] : options.map((option) => fishOption(option, ` -n ${quoted(behind)}`))),
  ];
};

const SCRIPTS: Readonly<Record<Shell, Script>> = {
  bash: (paths, anywhere) => [
    '# eval "$(firebackup completion bash)"',
    '_firebackup() {',
    '  local known before=" ${COMP_WORDS[*]:1:COMP_CWORD-1} "',
    '  case "$before" in',
    ...cases(paths, anywhere),
    '  esac',
    '  COMPREPLY=($(compgen -W "$known" -- "${COMP_WORDS[COMP_CWORD]}"))',
    '}',
    'complete -o default -F _firebackup firebackup',
  ],
  zsh: (paths, anywhere) => [
    '# eval "$(firebackup completion zsh)", after compinit',
    '_firebackup() {',
    '  local known before=" ${words[2,CURRENT-1]} "',
    '  case "$before" in',
    ...cases(paths, anywhere),
    '  esac',
    '  if [[ -n "$known" ]]; then compadd -- ${=known}; else _files; fi',
    '}',
    'compdef _firebackup firebackup',
  ],
  fish: (paths, anywhere) => [
    '# firebackup completion fish | source',
    'complete -c firebackup -f',
    ...anywhere.map((option) => fishOption(option, '')),
    `complete -c firebackup -l ${HELP.slice(2)} -s h -d 'its help'`,
    ...paths.flatMap(fishPath),
  ],
};
