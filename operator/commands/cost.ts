import { runProgram } from '../command/run-program';
import { say } from '../command/screen';

/** `firebackup cost`: what the plan costs a month. It makes the stacks to count what is in them, which is said to whoever waits. */
export function cost({ plan, json }: { readonly plan: string; readonly json: boolean }): Promise<number> {
  if (process.stderr.isTTY) say('makes the stacks, to count what is in them; this takes some seconds');
  return runProgram('cost.ts', ['--plan', plan, ...(json ? ['--json'] : [])]);
}
