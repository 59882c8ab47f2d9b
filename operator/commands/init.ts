import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PlanError, parsePlan } from '../../lib/plan/parse-plan';
import type { Told } from '../command/desk';
import { BadInput } from '../command/endings';
import { type Looking, lookForStores } from '../plan/look-for-stores';
import { type Answers, planFrom, QUESTIONS, type Question } from '../plan/plan-template';
import { withValues } from '../plan/with-values';
import { writable } from '../written-file';

/** The commented plan of the clone that this was bundled in. */
const EXAMPLE = fileURLToPath(new URL('../firebackup.yaml', import.meta.url));

interface Options {
  readonly file: string;
  /** Whether AWS is asked for what runs there. */
  readonly fromAws: boolean;
  readonly example?: string;
}

/**
 * `firebackup init`: asks what a plan cannot do without, and writes it with the example's comments; with `--from-aws`, with the
 * identifiers of what runs in the account. Never over a file, and nothing before all is answered.
 */
export async function init(looking: Looking, { file, fromAws, example = EXAMPLE }: Options): Promise<Told> {
  demandRoom(file);
  const answered = await answeredPlan(looking, { file, example: readFileSync(example, 'utf8') });
  const { answers } = answered;
  const found = fromAws ? await lookForStores(looking, answers) : [];
  const plan = withValues(answered.plan, found);
  // Before it is written: a file that is no plan would stand in the way of the next try.
  parsePlan(plan, file);
  writeFileSync(file, plan, { flag: 'wx' });
  return {
    lines: [
      `${file} is written.`,
      ...(fromAws ? LEFT : LEFT_ALL),
      `  firebackup plan explain --plan ${file}`,
      `  firebackup doctor --plan ${file}`,
    ],
    data: { file, answers, found },
    news: 'fine',
  };
}

const LEFT_ALL = [
  'Its identifiers (networks, keys, instances, groups) are examples: replace them,',
  'or write another with what runs in AWS: firebackup init --from-aws --plan FILE.',
  'Then',
];
const LEFT = [
  "Still the example's: the orchestrator's and the fences' groups, which are yours",
  'to make; addresses of the API, load balancers, services, and subnets of dumps.',
  'Replace them, then',
];

/** @throws {BadInput} before anybody has answered a dozen questions for nothing */
function demandRoom(file: string): void {
  if (existsSync(file)) throw new BadInput(`${file} is there already; --plan names the file to be written`);
  try {
    writable(file);
  } catch (error) {
    throw new BadInput(`${file}: ${(error as Error).message}`);
  }
}

/** How often somebody may mistype before they are left alone with it. */
const TRIES = 3;

/** A plan of everything that was asked; what its schema refuses is asked again, and nothing else: there are a dozen questions. */
async function answeredPlan(
  looking: Looking,
  { file, example }: { readonly file: string; readonly example: string },
): Promise<{ readonly answers: Answers; readonly plan: string }> {
  const said: Record<string, string> = {};
  let questions = QUESTIONS;
  for (let tried = 1; ; tried += 1) {
    for (const question of questions) said[question.key] = await answerTo(looking, question);
    const answers = said as unknown as Answers;
    const plan = planFrom(example, answers);
    try {
      parsePlan(plan, file);
      return { answers, plan };
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      const { problems } = error;
      questions = QUESTIONS.filter(({ key }) => problems.some((problem) => keyIn(problem) === key));
      if (questions.length === 0 || tried === TRIES) throw error;
      for (const problem of problems) looking.note(problem);
    }
  }
}

/** The question behind `databases.0.backupRetentionDays: found 99; …`. */
function keyIn(problem: string): string | undefined {
  const name = problem.split(':')[0]?.split('.').at(-1);
  return name === 'backupRetentionDays' ? 'retentionDays' : name;
}

async function answerTo({ ask, note }: Looking, { key, asks, usual }: Question): Promise<string> {
  const missing = `${key}: expected an answer; there is no usual one to fall back on`;
  for (let tried = 1; ; tried += 1) {
    const said = (await ask(usual ? `${asks} [${usual}]` : asks)).trim() || usual;
    if (said !== undefined) return said;
    if (tried === TRIES) throw new BadInput(missing);
    note(missing);
  }
}
