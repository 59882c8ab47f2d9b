import type { ExecutionSeen, Executions } from '../../lib/aws/executions';
import type { Desk, Say } from '../command/desk';
import { phaseOfState, stateInWords } from './phase-of-state';

/**
 * Between two looks. A run takes minutes; every 3 s a person sees it move, and two calls each leave the account's quota for
 * the machines alone.
 */
const PAUSE_MILLISECONDS = 3_000;

/** Looks in a row that nobody answers, of 12 s at most each, before it is said that nothing is known: 4 min. */
const UNANSWERED_MOST = 20;

/** Nobody answers now, and may later. */
const MAY_PASS = new Set(['Unreachable', 'Throttled']);

/** Watches an execution to its end, and says each state that it enters, with the phase that it belongs to. */
export async function follow(
  states: Pick<Executions, 'describe' | 'statesAfter'>,
  executionArn: string,
  { wait, say }: Pick<Desk, 'wait'> & { readonly say: Say },
): Promise<ExecutionSeen> {
  let [last, unanswered] = [0, 0];
  for (;;) {
    try {
      // Described first: what it entered before its end is then told before the end is.
      const seen = await states.describe(executionArn);
      for (const { event, state, at } of await states.statesAfter(executionArn, last)) {
        say(`${at.slice(11, 19)} ${(phaseOfState(state) ?? '').padEnd(8)} ${stateInWords(state)}`);
        last = event;
      }
      if (seen.status !== 'RUNNING') return seen;
      unanswered = 0;
    } catch (error) {
      unanswered += 1;
      if (!MAY_PASS.has((error as Error).name) || unanswered > UNANSWERED_MOST) throw error;
      say(`no answer, asked again: ${(error as Error).message}`);
    }
    await wait(PAUSE_MILLISECONDS);
  }
}
