import { randomUUID } from 'node:crypto';
import { InvalidToken, TaskTimedOut } from '@aws-sdk/client-sfn';
import type { Operations } from './interception';

interface Waiting {
  readonly succeed: (output: unknown) => void;
  readonly fail: (error: Error) => void;
}

/** Tasks that wait for somebody to answer with their token. A token is good for one answer. */
export class TaskTokens {
  readonly #waiting = new Map<string, Waiting>();
  readonly #ended = new Set<string>();

  /** Lets `ask` know a fresh token, and gives what is answered to it; an asking that fails ends the wait. */
  answered(ask: (token: string) => Promise<unknown>): Promise<unknown> {
    const token = randomUUID();
    return new Promise((succeed, fail) => {
      this.#waiting.set(token, { succeed, fail });
      ask(token).catch((error: Error) => this.#end(token)?.fail(error));
    });
  }

  /** Nobody waits any more; the machines that did are gone, and with them the clocks of how long they would. */
  close(): void {
    const gone = new Error('the machine that waited is gone');
    for (const token of [...this.#waiting.keys()]) this.#end(token)?.fail(gone);
  }

  readonly operations: Operations = {
    SendTaskSuccess: async ({ taskToken, output }) => {
      this.#waitingFor(taskToken).succeed(JSON.parse(output));
      return {};
    },
    SendTaskFailure: async ({ taskToken, error, cause }) => {
      this.#waitingFor(taskToken).fail(Object.assign(new Error(cause), { name: error, cause }));
      return {};
    },
  };

  #waitingFor(token: string): Waiting {
    if (this.#ended.has(token)) throw new TaskTimedOut({ $metadata: {}, message: 'the task has ended' });
    const waiting = this.#end(token);
    if (!waiting) throw new InvalidToken({ $metadata: {}, message: 'no such token' });
    return waiting;
  }

  #end(token: string): Waiting | undefined {
    const waiting = this.#waiting.get(token);
    if (waiting) this.#ended.add(token);
    this.#waiting.delete(token);
    return waiting;
  }
}
