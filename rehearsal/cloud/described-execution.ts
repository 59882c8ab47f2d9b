import { ExecutionDoesNotExist } from '@aws-sdk/client-sfn';
import type { Execution } from '../workflow';
import { failureOf } from './failure-of';

interface Ending {
  readonly status: string;
  readonly stopDate: Date;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

interface Known {
  readonly execution: Execution;
  readonly startDate: Date;
  ending?: Ending;
}

/** What Step Functions tells of executions to whoever asks for them by their ARN. */
export class DescribedExecutions {
  readonly #known = new Map<string, Known>();

  add(executionArn: string, execution: Execution): void {
    const known: Known = { execution, startDate: new Date() };
    this.#known.set(executionArn, known);
    execution.result.then(
      (output) => {
        known.ending = { status: 'SUCCEEDED', stopDate: new Date(), output: JSON.stringify(output) };
      },
      (failed: Error) => {
        known.ending = { stopDate: new Date(), ...endingOf(failed) };
      },
    );
  }

  describe(executionArn: string): object {
    const { startDate, ending } = this.#found(executionArn);
    return { executionArn, startDate, status: 'RUNNING', ...ending };
  }

  /** The newest first: of all that a history has, the tasks that were entered. */
  history(executionArn: string, most: number): object {
    const events = this.#found(executionArn).execution.entered.map(({ state, at }, index) => ({
      id: index + 1,
      type: 'TaskStateEntered',
      timestamp: at,
      stateEnteredEventDetails: { name: state },
    }));
    return { events: events.toReversed().slice(0, most) };
  }

  #found(executionArn: string): Known {
    const found = this.#known.get(executionArn);
    if (!found) throw new ExecutionDoesNotExist({ $metadata: {}, message: `no execution ${executionArn}` });
    return found;
  }
}

function endingOf(failed: Error): Omit<Ending, 'stopDate'> {
  if (failed.name === 'ExecutionAbortedError') return { status: 'ABORTED' };
  return { status: 'FAILED', ...failureOf(failed) };
}
