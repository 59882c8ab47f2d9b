import { RDSClient, StartDBInstanceCommand, StopDBInstanceCommand } from '@aws-sdk/client-rds';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

export type DatabasePower = ReturnType<typeof databasePower>;

/** Switching RDS instances of one region off and on. @throws our errors as `translate.ts` names them. */
export function databasePower(access: AwsAccess) {
  const client = withMiddleware(new RDSClient(clientSettings(access)), access);
  const at = `rds in ${access.region}`;
  return {
    /**
     * Takes minutes, and RDS starts it again by itself after seven days. @throws {NotReady} in a state that it cannot be
     * stopped in; RDS documents having a read replica as one
     */
    stop: async (id: string): Promise<void> => {
      const command = new StopDBInstanceCommand({ DBInstanceIdentifier: id });
      await asking(`${at}: stop ${id}`, () => client.send(command));
    },

    /** @throws {NotReady} while it is still being stopped */
    start: async (id: string): Promise<void> => {
      const command = new StartDBInstanceCommand({ DBInstanceIdentifier: id });
      await asking(`${at}: start ${id}`, () => client.send(command));
    },
  };
}
