import { type RDSClient, RebootDBInstanceCommand } from '@aws-sdk/client-rds';
import { accessTo } from '../../lib/aws/client-settings';
import { databasePower } from '../../lib/aws/database-power';
import { databases } from '../../lib/aws/databases';

/* Read by the test of `sendable.ts`, never run: the ways in which a handler comes by what it sends. */

/** Asks for nothing: nobody calls it. */
export const unused = (client: RDSClient) =>
  client.send(new RebootDBInstanceCommand({ DBInstanceIdentifier: 'main' }));

/** Takes two verbs by their names, one of them out of a pattern. */
const task =
  ({
    instance,
    rds,
  }: Pick<ReturnType<typeof databases>, 'instance'> & { rds: ReturnType<typeof databases> }) =>
  async () => {
    await instance('main');
    await rds.promote('main', { retentionDays: 7, window: '03:00-04:00' });
  };

/** Takes what another object names, by a word that is known when it runs. */
const ways = {
  up: (id: string) => databasePower(accessTo('us-east-1')).start(id),
  down: (id: string) => databasePower(accessTo('us-east-1')).stop(id),
};

export const lambda = async (way: 'up' | 'down') => {
  const rds = databases(accessTo('us-east-1'));
  await task({ ...rds, rds })();
  await ways[way]('main');
};
