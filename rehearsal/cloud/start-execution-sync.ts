import { failureOf } from './failure-of';
import type { StepFunctions } from './states';

/** Runs another machine of the region and waits for its end. */
export const START_EXECUTION = 'arn:aws:states:::states:startExecution.sync:2';

interface Parameters {
  readonly StateMachineArn: string;
  readonly Name: string;
  readonly Input: unknown;
}

/**
 * `states:startExecution.sync:2` as Step Functions carries it out: starts the machine under the name, waits, and answers its
 * description with the output as JSON. A child that failed fails the state with its description as the cause.
 */
export async function startExecutionSync(states: StepFunctions, parameters: unknown): Promise<unknown> {
  const { StateMachineArn, Name, Input } = parameters as Parameters;
  const described = { ExecutionArn: `${StateMachineArn}:${Name}`, Name, StateMachineArn };
  const child = started(states, { StateMachineArn, Name, Input });
  try {
    return { ...described, Status: 'SUCCEEDED', Output: await child };
  } catch (failed) {
    const { error, cause } = failureOf(failed as Error);
    const ending = { ...described, Status: 'FAILED', Error: error, Cause: cause };
    throw named('States.TaskFailed', JSON.stringify(ending));
  }
}

/** What Step Functions says of a start that it refuses has a name of the integration's own. */
function started(states: StepFunctions, { StateMachineArn, Name, Input }: Parameters): Promise<unknown> {
  try {
    return states.start(StateMachineArn, Name, Input).result;
  } catch (error) {
    const { name, message } = error as Error;
    throw named(`StepFunctions.${name}Exception`, message);
  }
}

/** A machine matches the name and hands on the text as the cause. */
const named = (name: string, cause: string): Error => Object.assign(new Error(cause), { name, cause });
