import {
  ExecutionAlreadyExists,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  type StartSyncExecutionCommandOutput,
} from '@aws-sdk/client-sfn';
import { accessTo } from '../../lib/aws/client-settings';
import { workflows } from '../../lib/aws/workflows';
import { NotFound, NotReady, Unreachable } from '../../lib/domain/errors';
import { anAwsError } from '../helpers/an-aws-error';
import { askedOf } from '../helpers/asked-of';
import { mockedClient } from '../helpers/mocked-client';

const states = mockedClient(SFNClient);
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

describe('a run that is waited for', () => {
  const machine = 'arn:aws:states:us-west-2:111122223333:stateMachine:firebackup-write-access';
  const run = () => workflows(accessTo('us-west-2')).runSync(machine, { order: 'block' });
  const ended = (ending: Partial<StartSyncExecutionCommandOutput>) =>
    states.on(StartSyncExecutionCommand).resolves(ending as StartSyncExecutionCommandOutput);

  test('answers what the machine answered', async () => {
    ended({ status: 'SUCCEEDED', output: '{"databases":[]}' });
    expect(await run()).toEqual({ databases: [] });
    expect(askedOf(states)).toEqual([
      ['StartSyncExecutionCommand', { stateMachineArn: machine, input: '{"order":"block"}' }],
    ]);
  });

  test('fails by the name that the machine failed by, and with what its task said', async () => {
    const cause = JSON.stringify({ errorType: 'NotReady', errorMessage: 'a session is left', trace: [] });
    ended({ status: 'FAILED', error: 'NotReady', cause });
    await expect(run()).rejects.toThrow(NotReady);
    await expect(run()).rejects.toThrow('run firebackup-write-access: a session is left');
  });

  test('keeps a name that is none of ours in the message, and never calls it one of ours', async () => {
    ended({ status: 'FAILED', error: 'Lambda.Unknown', cause: 'out of memory' });
    await expect(run()).rejects.toThrow(/^Lambda.Unknown: .*: out of memory$/);
  });

  test.each([{ status: 'TIMED_OUT' }, { status: 'FAILED', error: 'States.Timeout' }] as const)(
    'is nobody knows how far when its time was over: %j',
    async (ending) => {
      ended(ending);
      await expect(run()).rejects.toThrow(Unreachable);
    },
  );

  test('is unreachable where the region is', async () => {
    states.on(StartSyncExecutionCommand).rejects(anAwsError('TimeoutError'));
    await expect(run()).rejects.toThrow(Unreachable);
  });
});
