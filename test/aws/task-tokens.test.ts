import { SendTaskFailureCommand, SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { accessTo } from '../../lib/aws/client-settings';
import { taskTokens } from '../../lib/aws/task-tokens';
import { FailoverBlocked, NotFound } from '../../lib/domain/errors';
import { anAwsError } from '../helpers/an-aws-error';
import { askedOf } from '../helpers/asked-of';
import { mockedClient } from '../helpers/mocked-client';

const states = mockedClient(SFNClient);
beforeEach(() => states.reset());

const tokens = taskTokens(accessTo('us-west-2'));

test('a task goes on with what it is answered', async () => {
  await tokens.succeed('a-token', { by: 'ada' });
  expect(askedOf(states)).toEqual([
    ['SendTaskSuccessCommand', { taskToken: 'a-token', output: '{"by":"ada"}' }],
  ]);
});

test('a task fails with the name of the error, which the machine matches, and its message', async () => {
  await tokens.fail('a-token', new FailoverBlocked('rejected by ada'));
  expect(askedOf(states)).toEqual([
    ['SendTaskFailureCommand', { taskToken: 'a-token', error: 'FailoverBlocked', cause: 'rejected by ada' }],
  ]);
});

test.each(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'])(
  '%s: nobody waits with this token',
  async (name) => {
    states.on(SendTaskSuccessCommand).rejects(anAwsError(name));
    states.on(SendTaskFailureCommand).rejects(anAwsError(name));
    await expect(tokens.succeed('a-token', {})).rejects.toThrow(NotFound);
    await expect(tokens.fail('a-token', new Error('no'))).rejects.toThrow(NotFound);
  },
);
