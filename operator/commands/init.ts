import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parsePlan } from '../../lib/plan/parse-plan';
import type { Desk, Told } from '../command/desk';
import { BadInput } from '../command/endings';
import { type Answers, planFrom, QUESTIONS } from '../plan/plan-template';

/** The commented plan of the clone that this was bundled in. */
const EXAMPLE = fileURLToPath(new URL('../firebackup.yaml', import.meta.url));

/** `firebackup init`: asks what a plan cannot do without, and writes it with the example's comments. Never over a file. */
export async function init(file: string, ask: Desk['ask'], example = EXAMPLE): Promise<Told> {
  if (existsSync(file)) throw new BadInput(`${file} is there already; --plan names the file to be written`);
  const answers: Record<string, string> = {};
  for (const { key, asks, usual } of QUESTIONS) {
    const said = (await ask(usual ? `${asks} [${usual}]` : asks)).trim();
    if (said === '' && usual === undefined)
      throw new BadInput(`${key}: expected an answer, because nothing is usual`);
    answers[key] = said || (usual ?? '');
  }
  const plan = planFrom(readFileSync(example, 'utf8'), answers as unknown as Answers);
  // Before it is written: a file that is no plan would stand in the way of the next try.
  parsePlan(plan, file);
  writeFileSync(file, plan, { flag: 'wx' });
  return {
    lines: [
      `${file} is written.`,
      'Its identifiers (networks, keys, instances, groups) are examples: replace them by yours, then',
      `  firebackup plan explain --plan ${file}`,
      `  firebackup doctor --plan ${file}`,
    ],
    data: { file, answers },
    news: 'fine',
  };
}
