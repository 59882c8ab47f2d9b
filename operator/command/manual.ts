import { type Command, Help } from 'commander';
import { wrapped } from '../text';
import { EXIT_CODES } from './endings';
import { PLAIN } from './screen';

const BEGIN = 'To begin: rehearse shows all of it on this machine, init writes a plan; neither needs AWS. ';

/** What a help says beyond its options. */
export interface Page {
  /** What it changes; said first where somebody may regret it. */
  readonly changes: string;
  readonly examples: readonly string[];
}

const NOTHING = 'Changes nothing.';
const BRAKE = 'Changes the ledger alone, by a function on AWS; called twice, it changes nothing more.';
const FOLLOWED =
  'Its states are shown as it enters them; Ctrl-C ends the watching, and the run goes on on AWS.';
const MOVES = 'DESTRUCTIVE: moves where clients write, and asks for the plan’s name before.';

/** By the words of the command. Each command has one; a test says so, and that the examples are understood. */
export const MANUAL: Readonly<Record<string, Page>> = {
  init: {
    changes:
      'Writes one file, and never over another. With --from-aws it reads the account by your own credentials.',
    examples: ['firebackup init --from-aws', 'firebackup init --plan firebackup.staging.yaml'],
  },
  'plan check': { changes: NOTHING, examples: ['firebackup plan check --plan firebackup.staging.yaml'] },
  'plan explain': { changes: NOTHING, examples: ['firebackup plan explain'] },
  doctor: {
    changes: `${NOTHING} What it may not see is unknown, and never fine.`,
    examples: ['firebackup doctor', 'firebackup doctor --json'],
  },
  status: {
    changes: NOTHING,
    examples: ['firebackup status', 'firebackup status --serve', 'firebackup status --json'],
  },
  watch: {
    changes: NOTHING,
    examples: ['firebackup watch', 'firebackup watch --every 2 --json'],
  },
  'recovery-points': { changes: NOTHING, examples: ['firebackup recovery-points --store main'] },
  'recover-now': { changes: NOTHING, examples: ['firebackup recover-now'] },
  runs: { changes: NOTHING, examples: ['firebackup runs --limit 5'] },
  'run show': {
    changes: `${NOTHING} With --report it writes that file.`,
    examples: ['firebackup run show failover-20261125T164305', 'firebackup run show drill-1 --document'],
  },
  report: {
    changes: 'Writes that file, over an older one of the name.',
    examples: ['firebackup report failover-20261125T164305', 'firebackup report drill-1 drill.md'],
  },
  runbook: { changes: NOTHING, examples: ['firebackup runbook', 'firebackup runbook --stored'] },
  failover: {
    changes: `${MOVES} Writes that the recovery region has not replayed are lost. ${FOLLOWED}`,
    examples: [
      'firebackup failover --dry-run',
      'firebackup failover --because "region is dark"',
      'firebackup failover --run failover-20261125T164305 --approved-by "Ada Lovelace"',
    ],
  },
  switchover: {
    changes: `${MOVES} Clients cannot write for a moment; nothing is lost, or everything is as it was. ${FOLLOWED}`,
    examples: ['firebackup switchover --dry-run', 'firebackup switchover --because "patch day"'],
  },
  failback: {
    changes: `${MOVES} Takes hours. Old databases are kept, but for one whose ARN is given to --delete-old-primary. ${FOLLOWED}`,
    examples: ['firebackup failback --dry-run', 'firebackup failback --by "Ada Lovelace"'],
  },
  restore: {
    changes: `Makes a store beside the live one, and never touches that. What it makes is paid by the hour. ${FOLLOWED}`,
    examples: [
      'firebackup restore main --dry-run',
      'firebackup restore main --to 2026-11-23T09:59:00Z --because "invoices deleted"',
      'firebackup restore queue --kind cache-backup-copy --region us-west-2',
    ],
  },
  drill: {
    changes: `Makes scratch databases and removes them again; they are paid by the hour. ${FOLLOWED}`,
    examples: ['firebackup drill --dry-run', 'firebackup drill --region us-west-2'],
  },
  backup: {
    changes: `Takes snapshots, and deletes those that the policy keeps no longer, as its schedule does. ${FOLLOWED}`,
    examples: ['firebackup backup every-four-hours --dry-run', 'firebackup backup every-four-hours'],
  },
  dump: {
    changes: `Takes dumps that nobody can delete while they are locked, and deletes those that the policy keeps no longer. ${FOLLOWED}`,
    examples: ['firebackup dump dumps --dry-run', 'firebackup dump dumps --due 2026-11-25T16:00:00Z'],
  },
  'cache-backup': {
    changes: `Takes backups, and deletes those that the policy keeps no longer, as its schedule does. ${FOLLOWED}`,
    examples: ['firebackup cache-backup cache-nightly --dry-run', 'firebackup cache-backup cache-nightly'],
  },
  'wal-check': { changes: `Changes nothing but the ledger. ${FOLLOWED}`, examples: ['firebackup wal-check'] },
  approve: {
    changes: `${MOVES} The answer is good once, for exactly what was asked.`,
    examples: ['firebackup approve alarm-1764090000', 'firebackup approve run-1 --by "Ada Lovelace"'],
  },
  deny: {
    changes: 'Ends the run that asks; nothing was changed by it.',
    examples: ['firebackup deny alarm-1764090000'],
  },
  pause: { changes: BRAKE, examples: ['firebackup pause "a deployment"'] },
  resume: { changes: BRAKE, examples: ['firebackup resume --by "Ada Lovelace"'] },
  acknowledge: { changes: BRAKE, examples: ['firebackup acknowledge failover-20261125T164305'] },
  size: { changes: NOTHING, examples: ['firebackup size', 'firebackup size 25'] },
  cost: {
    changes: `${NOTHING} USD a month, of 30 days.`,
    examples: ['firebackup cost', 'firebackup cost --plan firebackup.reference.yaml --json'],
  },
  rehearse: {
    changes: 'Starts databases on this machine, and ends them. Asks AWS nothing.',
    examples: [
      'firebackup rehearse',
      'firebackup rehearse --scenario all',
      'firebackup rehearse --plan firebackup.reference.yaml',
    ],
  },
  completion: {
    changes: `${NOTHING} Shells complete firebackup, and not npx firebackup: npm link, in the clone, puts it on the PATH.`,
    examples: ['firebackup completion fish'],
  },
};

/** The words by which a command is called, `firebackup` left out. */
export const wordsOf = (command: Command): string =>
  command.parent ? `${wordsOf(command.parent)} ${command.name()}`.trim() : '';

/** What follows the options in a help: nothing wider than the screen but an example that is longer. */
export function pageOf(command: Command, columns = process.stdout.columns || PLAIN.columns): string {
  const page = MANUAL[wordsOf(command)];
  const told = page
    ? [
        '',
        ...wrapped(page.changes, columns),
        '',
        'Examples:',
        ...page.examples.map((example) => `  ${example}`),
      ]
    : [
        '',
        ...wrapped(
          `${command.parent ? '' : BEGIN}Every command has a --help of its own. AWS credentials are found as the SDK finds them.`,
          columns,
        ),
      ];
  return [...told, '', ...wrapped(EXIT_CODES, columns)].join('\n');
}

/** What a description needs beside its term; on a screen that has less, it stands below. */
const ROOM_LEAST = 30;

/** A command or an option in a help, which the parser leaves as wide as it is where the screen is narrow. */
export function formatItem(term: string, termWidth: number, description: string, helper: Help): string {
  const columns = helper.helpWidth ?? PLAIN.columns;
  if (columns - termWidth >= ROOM_LEAST)
    return Help.prototype.formatItem.call(helper, term, termWidth, description, helper);
  return [`  ${term}`, ...wrapped(`      ${description}`, columns)].join('\n');
}
