import {
  ExecutionAlreadyExists,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
} from '@aws-sdk/client-sfn';
import { Unreachable } from '../domain/errors';
import { errorNamed } from '../domain/named-error';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

export type Workflows = ReturnType<typeof workflows>;

/**
 * A call that runs a machine is answered when the machine has ended: longer than the 50 s that `write-access` may take, or
 * the answer of a machine that did its work would be thrown away. Asked once: asking again is the caller's machine's business.
 */
const WHILE_A_MACHINE_RUNS = { maxAttempts: 1, answerWithinMillis: 55_000 };

/** Verbs over Step Functions in one region. */
export function workflows(access: AwsAccess) {
  const settings = clientSettings(access);
  const client = withMiddleware(new SFNClient(settings), access);
  const patient = withMiddleware(
    new SFNClient({
      ...settings,
      maxAttempts: WHILE_A_MACHINE_RUNS.maxAttempts,
      requestHandler: {
        ...settings.requestHandler,
        requestTimeout: WHILE_A_MACHINE_RUNS.answerWithinMillis,
      },
    }),
    access,
  );
  return {
    /**
     * Starts a run of a machine under a name that says what it is for. The same name again within 90 days starts
     * nothing, whatever its input: that is deduplication, not a lock.
     */
    start: async (
      machineArn: string,
      name: string,
      input: unknown,
    ): Promise<'started' | 'already started'> => {
      const command = new StartExecutionCommand({
        stateMachineArn: machineArn,
        name,
        input: JSON.stringify(input),
      });
      try {
        await asking(`states in ${access.region}: start ${name}`, () => client.send(command));
        return 'started';
      } catch (error) {
        if (error instanceof ExecutionAlreadyExists) return 'already started';
        throw error;
      }
    },

    /**
     * Runs an Express machine to its end and answers its output. Step Functions answers with success whatever became of the
     * run. @throws the error that the machine ended with, by its name; Unreachable when its time was over, because then
     * nobody knows how far it came
     */
    runSync: async (machineArn: string, input: unknown): Promise<unknown> => {
      const what = `states in ${access.region}: run ${machineArn.split(':').at(-1)}`;
      const command = new StartSyncExecutionCommand({
        stateMachineArn: machineArn,
        input: JSON.stringify(input),
      });
      const { status, output, error, cause } = await asking(what, () => patient.send(command));
      if (status === 'SUCCEEDED') return JSON.parse(output ?? 'null');
      if (status === 'TIMED_OUT' || error === undefined || error === 'States.Timeout')
        throw new Unreachable(`${what}: its time was over before it ended`);
      throw errorNamed(error, `${what}: ${messageIn(cause ?? '')}`);
    },
  };
}

/** What a task said, out of the text that Lambda makes of an error; any other text as it is. */
function messageIn(cause: string): string {
  try {
    const { errorMessage } = JSON.parse(cause) as { errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : cause;
  } catch {
    return cause;
  }
}
