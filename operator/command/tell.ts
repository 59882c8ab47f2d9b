import { complaintOf } from './complaint';
import type { Desk, Told } from './desk';
import { EXIT } from './endings';
import { type Screen, say, screenOf } from './screen';

export interface Common {
  readonly plan: string;
  readonly json: boolean;
}

/** Who wants to be asked before a Ctrl-C ends everything. */
let detach: (() => void) | undefined;

/** Has this called instead of an end by Ctrl-C, or nothing any more. */
export const whenInterrupted = (then: (() => void) | undefined): void => {
  detach = then;
};

/** Ends the process after everything that was written has left it: calls to a dead region may still be waited for. */
export function leave(code: number): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}

/** What is left with once everything is written: a pipe that was closed before that has read enough, and the news stay what they are. */
let ending: number = EXIT.fine;

/** Ends by Ctrl-C with 130; who waits for a run is told first how to look again. */
export function heedSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => (detach ? detach() : process.exit(EXIT.interrupted)));
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) =>
    process.exit(code === 'EPIPE' ? ending : EXIT.bad),
  );
  // What is said beside the answer is missed by nobody who closed his ears: what was begun is finished.
  process.stderr.on('error', () => undefined);
}

/** The desk of this process. @throws {PlanError} */
async function deskFor({ plan }: Common): Promise<Desk> {
  const { liveDesk } = await import('./live-desk');
  return liveDesk(plan, whenInterrupted);
}

/** Does a command at the desk of this process. */
export const tell = (common: Common, command: (desk: Desk) => Promise<Told>): Promise<void> =>
  tellOf(common, async () => command(await deskFor(common)));

/** What needs no plan that is sound, and no AWS. */
export const tellOf = async ({ json }: Common, command: (screen: Screen) => Promise<Told>): Promise<void> => {
  try {
    const told = await command(screenOf(process.stdout));
    ending = EXIT[told.news];
    process.stdout.write(printed(told, json));
    leave(ending);
  } catch (error) {
    leave(complain(error));
  }
};

/** Clears the screen, and what was scrolled away. */
const CLEAR = '\u001b[2J\u001b[3J\u001b[H';

/** What passes without anybody's doing. */
const MAY_PASS = new Set(['Unreachable', 'Throttled', 'LedgerUnheard']);

/**
 * Does a command again and again until Ctrl-C. What fails now may work the next time, unless it was typed wrongly; or, the first
 * time, unless somebody has to do something: whoever has no credentials is told once, and not every five seconds.
 */
export async function tellAgain(
  common: Common,
  { seconds }: { readonly seconds: number },
  command: (desk: Desk) => Promise<Told>,
): Promise<void> {
  try {
    const desk = await deskFor(common);
    for (let hasTold = false; ; ) {
      try {
        const told = printed(await command(desk), common.json, 0);
        process.stdout.write(process.stdout.isTTY && !common.json ? `${CLEAR}${told}` : told);
        hasTold = true;
      } catch (error) {
        if (!hasTold && !MAY_PASS.has((error as Error).name)) throw error;
        if (complaintOf(error).code === EXIT.badInput) throw error;
        complain(error);
      }
      await desk.wait(seconds * 1000);
    }
  } catch (error) {
    leave(complain(error));
  }
}

/** Data to standard output, on a line of its own where there are many. */
const printed = ({ lines, data }: Told, json: boolean, indent = 2): string =>
  json ? `${JSON.stringify(data, null, indent)}\n` : `${lines.join('\n')}\n`;

function complain(error: unknown): number {
  const { code, line } = complaintOf(error);
  say(`firebackup: ${line}`);
  return code;
}
