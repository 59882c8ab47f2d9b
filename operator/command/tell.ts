import { complaintOf } from './complaint';
import type { Desk, Told } from './desk';
import { EXIT } from './endings';
import { type Screen, screenOf } from './screen';

export interface Common {
  readonly plan: string;
  readonly json: boolean;
}

/** Who wants to be asked before a Ctrl-C ends everything. */
let detach: (() => void) | undefined;

/** Ends the process after everything that was written has left it: calls to a dead region may still be waited for. */
export function leave(code: number): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}

/** Ends by Ctrl-C with 130; who waits for a run is told first how to look again. A closed pipe has read enough. */
export function heedSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => (detach ? detach() : process.exit(EXIT.interrupted)));
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) =>
    process.exit(code === 'EPIPE' ? EXIT.fine : EXIT.bad),
  );
}

/** The desk of this process. @throws {PlanError} */
async function deskFor({ plan }: Common): Promise<Desk> {
  const { liveDesk } = await import('./live-desk');
  return liveDesk(plan, (whenInterrupted) => {
    detach = whenInterrupted;
  });
}

/** Does a command at the desk of this process. */
export const tell = (common: Common, command: (desk: Desk) => Promise<Told>): Promise<void> =>
  tellOf(common, async () => command(await deskFor(common)));

/** What needs no plan that is sound, and no AWS. */
export const tellOf = async ({ json }: Common, command: (screen: Screen) => Promise<Told>): Promise<void> => {
  try {
    const told = await command(screenOf(process.stdout));
    process.stdout.write(printed(told, json));
    leave(EXIT[told.news]);
  } catch (error) {
    leave(complain(error));
  }
};

/** Clears the screen, and what was scrolled away. */
const CLEAR = '\u001b[2J\u001b[3J\u001b[H';

/** Does a command again and again until Ctrl-C. What fails now may work the next time, unless it was typed wrongly. */
export async function tellAgain(
  common: Common,
  { seconds }: { readonly seconds: number },
  command: (desk: Desk) => Promise<Told>,
): Promise<void> {
  try {
    const desk = await deskFor(common);
    for (;;) {
      try {
        const told = printed(await command(desk), common.json, 0);
        process.stdout.write(process.stdout.isTTY && !common.json ? `${CLEAR}${told}` : told);
      } catch (error) {
        if (complain(error) === EXIT.badInput) throw error;
      }
      await desk.wait(seconds * 1000);
    }
  } catch (error) {
    leave(complaintOf(error).code);
  }
}

/** Data to standard output, on a line of its own where there are many. */
const printed = ({ lines, data }: Told, json: boolean, indent = 2): string =>
  json ? `${JSON.stringify(data, null, indent)}\n` : `${lines.join('\n')}\n`;

function complain(error: unknown): number {
  const { code, line } = complaintOf(error);
  process.stderr.write(`firebackup: ${line}\n`);
  return code;
}
