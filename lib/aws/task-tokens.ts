import { SendTaskFailureCommand, SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

export type TaskTokens = ReturnType<typeof taskTokens>;

/**
 * Answers tasks of machines in one region that wait with a token. A token takes one answer; afterwards, and once its task
 * has ended, it is a token of nobody. @throws {NotFound} then
 */
export function taskTokens(access: AwsAccess) {
  const client = withMiddleware(new SFNClient(clientSettings(access)), access);
  const at = `states in ${access.region}`;
  return {
    succeed: async (token: string, output: object): Promise<void> => {
      const command = new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(output) });
      await asking(`${at}: answer a task`, () => client.send(command));
    },

    /** The machine matches the error's name, and hands on its message as the cause. */
    fail: async (token: string, error: Error): Promise<void> => {
      const command = new SendTaskFailureCommand({
        taskToken: token,
        error: error.name,
        cause: error.message,
      });
      await asking(`${at}: fail a task`, () => client.send(command));
    },
  };
}
