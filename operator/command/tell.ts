import { complaintOf } from './complaint';
import type { Desk, Told } from './desk';
import { EXIT } from './endings';

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

/** Does a command at the desk of this process: data to standard output, everything else to standard error, and an exit code. */
export async function tell({ plan, json }: Common, command: (desk: Desk) => Promise<Told>): Promise<void> {
  try {
    const { liveDesk } = await import('./live-desk');
    const desk = liveDesk(plan, (whenInterrupted) => {
      detach = whenInterrupted;
    });
    const { lines, data, news } = await command(desk);
    process.stdout.write(json ? `${JSON.stringify(data, null, 2)}\n` : `${lines.join('\n')}\n`);
    leave(EXIT[news]);
  } catch (error) {
    const { code, line } = complaintOf(error);
    process.stderr.write(`firebackup: ${line}\n`);
    leave(code);
  }
}
