import { ExecutionAlreadyExists, StateMachineDoesNotExist } from '@aws-sdk/client-sfn';
import type { Execution } from '../workflow';
import type { Operations } from './interception';
import { TaskTokens } from './task-tokens';

/** Why an execution ended early, as its machine says it. @throws as a connection breaks, when it was torn away with its region */
export function failureOf(failed: Error): { readonly error: string; readonly cause: string } {
  if (failed.name === 'ExecutionAbortedError') {
    throw Object.assign(new Error('the region was lost while the machine ran'), { code: 'ECONNRESET' });
  }
  const said = failed.cause instanceof Error ? failed.cause : failed;
  return { error: said.name, cause: said.message };
}

export type StartWorkflow = (name: string, input: unknown) => Execution;

/** Step Functions in one region. A name is good for one execution of a standard machine, as it is in AWS for 90 days. */
export class StepFunctions {
  readonly executions = new Map<string, Execution>();
  readonly tokens = new TaskTokens();
  #expressRuns = 0;

  constructor(private readonly machines: ReadonlyMap<string, StartWorkflow>) {}

  readonly operations: Operations = {
    ...this.tokens.operations,

    StartExecution: async ({ stateMachineArn, name, input }) => {
      this.start(stateMachineArn, name, JSON.parse(input));
      return { executionArn: `${stateMachineArn}:${name}`, startDate: new Date() };
    },

    /** Answers when the machine has ended, and with success even if it failed. */
    StartSyncExecution: async ({ stateMachineArn, input }) => {
      this.#expressRuns += 1;
      const executionArn = `${stateMachineArn}:express-${this.#expressRuns}`;
      const startDate = new Date();
      const run = this.#machine(stateMachineArn)(`express-${this.#expressRuns}`, JSON.parse(input));
      const ending = await run.result.then(
        (output) => ({ status: 'SUCCEEDED', output: JSON.stringify(output) }),
        (failed: Error) => ({ status: 'FAILED', ...failureOf(failed) }),
      );
      return { executionArn, startDate, stopDate: new Date(), ...ending };
    },
  };

  /** @throws {ExecutionAlreadyExists | StateMachineDoesNotExist} */
  start(machineArn: string, name: string, input: unknown): Execution {
    const start = this.#machine(machineArn);
    if (this.executions.has(name)) {
      throw new ExecutionAlreadyExists({ $metadata: {}, message: `an execution ${name} exists already` });
    }
    const execution = start(name, input);
    execution.result.catch(() => undefined);
    this.executions.set(name, execution);
    return execution;
  }

  #machine(arn: string): StartWorkflow {
    const start = this.machines.get(arn);
    if (!start) throw new StateMachineDoesNotExist({ $metadata: {}, message: `no machine ${arn}` });
    return start;
  }
}
