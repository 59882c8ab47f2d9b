import { runProgram } from '../command/run-program';

/** `firebackup cost`: what the plan costs a month. It makes the stacks to count what is in them, which takes some seconds. */
export const cost = ({ plan, json }: { readonly plan: string; readonly json: boolean }): Promise<number> =>
  runProgram('cost.ts', ['--plan', plan, ...(json ? ['--json'] : [])]);
