import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { accessTo } from '../../lib/aws/client-settings';
import { workflows } from '../../lib/aws/workflows';
import { NotFound } from '../../lib/domain/errors';
import { anAwsError } from '../helpers/an-aws-error';
import { askedOf } from '../helpers/asked-of';

const states = mockClient(SFNClient);
beforeEach(() => states.reset());

const start = () => workflows(accessTo('us-west-2')).start('arn:failover', 'incident-7', { trigger: 'ada' });

test('a run is started under its name', async () => {
  expect(await start()).toBe('started');
  expect(askedOf(states)).toEqual([
    [
      'StartExecutionCommand',
      { stateMachineArn: 'arn:failover', name: 'incident-7', input: '{"trigger":"ada"}' },
    ],
  ]);
});

test('a name that was used before starts nothing, and says so', async () => {
  states.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists({ message: 'used', $metadata: {} }));
  expect(await start()).toBe('already started');
});

test('a machine that is not there is an error', async () => {
  states.on(StartExecutionCommand).rejects(anAwsError('StateMachineDoesNotExist'));
  await expect(start()).rejects.toThrow(NotFound);
});
