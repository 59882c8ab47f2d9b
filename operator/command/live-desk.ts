import { userInfo } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { accessTo } from '../../lib/aws/client-settings';
import { instant } from '../../lib/domain/instant';
import { readAnyPlan } from '../plan/any-plan';
import type { Desk, Work } from './desk';
import { BadInput, Interrupted } from './endings';
import { say, screenOf } from './screen';

/** Takes what is to be called when somebody presses Ctrl-C; without one, an interrupt just ends the process. */
type OnInterrupt = (detach: (() => void) | undefined) => void;

/** The desk of this process. @throws {PlanError} */
export const liveDesk = (planFile: string, onInterrupt: OnInterrupt): Desk => ({
  plan: readAnyPlan(planFile),
  user: userInfo().username,
  aws: (region) => accessTo(region),
  now: () => instant(new Date()),
  wait: async (milliseconds) => {
    await wait(milliseconds);
  },
  screen: screenOf(process.stdout),
  note: say,
  ask: (question) => ask(question, 'a terminal, or --yes <plan name> where there is none'),
  showing,
  unlessInterrupted: (work, farewell) =>
    Promise.race([
      work,
      new Promise<never>((_, reject) => onInterrupt(() => reject(new Interrupted(farewell)))),
    ]).finally(() => onInterrupt(undefined)),
});

/** What needs no plan: there is none yet. */
export const asking: Pick<Desk, 'ask' | 'aws' | 'note'> = {
  ask: (question) => ask(question, 'a terminal; where there is none, copy firebackup.yaml and edit that'),
  aws: (region) => accessTo(region),
  note: say,
};

/** Somebody is asked on standard error, so that standard output stays the answer's. @throws {BadInput} where nobody can type */
async function ask(question: string, expected: string): Promise<string> {
  if (!process.stdin.isTTY) throw new BadInput(`${question}: nobody can type it here; expected ${expected}`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(`${question}: `);
  } catch (error) {
    if ((error as Error).name !== 'AbortError') throw error;
    // Ctrl-C and Ctrl-D leave the cursor behind the question.
    process.stderr.write('\n');
    throw new Interrupted('interrupted while it asked; nothing was done');
  } finally {
    terminal.close();
  }
}

/** All of it on standard error: what standard output gets is the answer alone. */
async function showing<Answer>(title: string, { done, failedBecause }: Work<Answer>): Promise<Answer> {
  const { Listr, ListrLogger, ProcessOutput } = await import('listr2');
  let outcome: (() => Answer) | undefined;
  const processOutput = new ProcessOutput(process.stderr, process.stderr);
  const shown = new Listr(
    {
      title,
      task: async (_context, task) => {
        const say = (line: string) => {
          task.output = line;
        };
        try {
          const answer = await done(say);
          outcome = () => answer;
          const because = failedBecause(answer);
          // A cross beside it is all that this makes of it: how it ended is told below.
          if (because !== undefined) throw new Error(because);
        } catch (error) {
          // Whoever looks away has broken nothing, and a cross beside the run would say that it failed.
          if (!(error instanceof Interrupted)) throw error;
          task.title = `${title}: no longer watched`;
          outcome = () => {
            throw error;
          };
        }
      },
      rendererOptions: { persistentOutput: true, outputBar: Number.POSITIVE_INFINITY },
    },
    {
      registerSignalListeners: false,
      renderer: process.stderr.isTTY ? 'default' : 'simple',
      rendererOptions: {
        logger: new ListrLogger({ processOutput, useIcons: true }),
        showErrorMessage: false,
      } as never,
    },
  );
  await shown.run().catch((error: Error) => {
    if (!outcome) throw error;
  });
  if (!outcome) throw new Error(`${title} ended without an outcome`);
  return outcome();
}
