import type { Invoke } from '../functions';
import { functionIn } from '../workflow';
import type { TaskTokens } from './task-tokens';

/** Calls a function with a token, and waits until somebody answers with it. */
export const WAIT_FOR_TOKEN = 'arn:aws:states:::lambda:invoke.waitForTaskToken';

/** The function is told a fresh token, in place of the one that the interpreter has for all. */
export async function waitForToken(
  tokens: TaskTokens,
  functions: ReadonlyMap<string, Invoke>,
  parameters: unknown,
): Promise<unknown> {
  const { FunctionName, Payload } = parameters as { FunctionName: string; Payload: object };
  const invoke = functions.get(functionIn(FunctionName));
  if (!invoke) throw new Error(`${FunctionName} is not a shipped function`);
  return tokens.answered((token) => invoke({ ...Payload, token }));
}
