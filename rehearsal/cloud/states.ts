import { ExecutionAlreadyExists, StateMachineDoesNotExist } from '@aws-sdk/client-sfn';
import { executionArnOf } from '../../lib/aws/executions';
import type { Execution } from '../workflow';
import { DescribedExecutions } from './described-execution';
import { failureOf } from './failure-of';
import type { Operations } from './interception';
import { TaskTokens } from './task-tokens';

export type StartWorkflow = (name: string, input: unknown) => Execution;

/** Step Functions in one region. A name is good for one execution of a standard machine, as it is in AWS for 90 days. */
export class StepFunctions {
  readonly executions = new Map<string, Execution>();
  readonly tokens = new TaskTokens();
  readonly #described = new DescribedExecutions();
  #expressRuns = 0;

  constructor(private readonly machines: ReadonlyMap<string, StartWorkflow>) {}

  readonly operations: Operations = {
    ...this.tokens.operations,

    StartExecution: async ({ stateMachineArn, name, input }) => {
      this.start(stateMachineArn, name, JSON.parse(input));
      return { executionArn: executionArnOf(stateMachineArn, name), startDate: new Date() };
    },

    ListStateMachines: async () => ({
      stateMachines: [...this.machines.keys()].map((stateMachineArn) => ({
        stateMachineArn,
        name: stateMachineArn.split(':').at(-1),
      })),
    }),

    DescribeExecution: async ({ executionArn }) => this.#described.describe(executionArn),

    GetExecutionHistory: async ({ executionArn, reverseOrder, maxResults }) => {
      if (!reverseOrder) throw new Error('a history from its beginning is not modelled');
      return this.#described.history(executionArn, maxResults);
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
    this.#described.add(executionArnOf(machineArn, name), execution);
    return execution;
  }

  #machine(arn: string): StartWorkflow {
    const start = this.machines.get(arn);
    if (!start) throw new StateMachineDoesNotExist({ $metadata: {}, message: `no machine ${arn}` });
    return start;
  }
}
