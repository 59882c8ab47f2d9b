import { ExecutionAlreadyExists, StateMachineDoesNotExist } from '@aws-sdk/client-sfn';
import type { Execution } from '../workflow';
import type { Operations } from './interception';

export type StartWorkflow = (name: string, input: unknown) => Execution;

/** Step Functions in one region. A name is good for one execution, as it is in AWS for 90 days. */
export class StepFunctions {
  readonly executions = new Map<string, Execution>();

  constructor(private readonly machines: ReadonlyMap<string, StartWorkflow>) {}

  readonly operations: Operations = {
    StartExecution: async ({ stateMachineArn, name, input }) => {
      const start = this.machines.get(stateMachineArn);
      if (!start)
        throw new StateMachineDoesNotExist({ $metadata: {}, message: `no machine ${stateMachineArn}` });
      if (this.executions.has(name)) {
        throw new ExecutionAlreadyExists({ $metadata: {}, message: `an execution ${name} exists already` });
      }
      const execution = start(name, JSON.parse(input));
      execution.result.catch(() => undefined);
      this.executions.set(name, execution);
      return { executionArn: `${stateMachineArn}:${name}`, startDate: new Date() };
    },
  };
}
