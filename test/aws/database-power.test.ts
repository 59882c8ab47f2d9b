import { RDSClient, StartDBInstanceCommand, StopDBInstanceCommand } from '@aws-sdk/client-rds';
import { databasePower } from '../../lib/aws/database-power';
import { NotReady } from '../../lib/domain/errors';
import { anAwsError } from '../helpers/an-aws-error';
import { mockedClient } from '../helpers/mocked-client';

const rds = mockedClient(RDSClient);
const power = databasePower({ region: 'us-east-1' });

beforeEach(() => rds.reset());

test('stops and starts the instance that was named', async () => {
  rds.on(StopDBInstanceCommand).resolves({});
  rds.on(StartDBInstanceCommand).resolves({});
  await power.stop('firebackup-primary');
  await power.start('firebackup-primary');
  expect(rds.calls().map(({ args }) => [args[0].constructor.name, args[0].input])).toEqual([
    ['StopDBInstanceCommand', { DBInstanceIdentifier: 'firebackup-primary' }],
    ['StartDBInstanceCommand', { DBInstanceIdentifier: 'firebackup-primary' }],
  ]);
});

test('an instance that cannot be stopped in its state is not stopped yet, and the reason is kept', async () => {
  rds.on(StopDBInstanceCommand).rejects(anAwsError('InvalidDBInstanceState'));
  const stopping = power.stop('firebackup-primary');
  await expect(stopping).rejects.toThrow(NotReady);
  await expect(stopping).rejects.toThrow(
    'rds in us-east-1: stop firebackup-primary: what InvalidDBInstanceState says',
  );
});
