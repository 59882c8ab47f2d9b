import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

export type Workflows = ReturnType<typeof workflows>;

/** Verbs over Step Functions in one region. */
export function workflows(access: AwsAccess) {
  const client = withMiddleware(new SFNClient(clientSettings(access)), access);
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
  };
}
