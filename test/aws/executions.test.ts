import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListStateMachinesCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { accessTo } from '../../lib/aws/client-settings';
import { executionArnOf, executions } from '../../lib/aws/executions';
import { AccessDenied, NotFound, Unreachable } from '../../lib/domain/errors';
import { anAwsError } from '../helpers/an-aws-error';
import { askedOf } from '../helpers/asked-of';
import { at } from '../helpers/at';

const states = mockClient(SFNClient);
beforeEach(() => states.reset());

const verbs = () => executions(accessTo('us-west-2'));
const machine = (name: string) => ({
  name,
  stateMachineArn: `arn:aws:states:us-west-2:111122223333:stateMachine:${name}`,
  type: 'STANDARD' as const,
  creationDate: new Date(0),
});
const execution = 'arn:aws:states:us-west-2:111122223333:execution:firebackup-failover:run-1';

test('a machine is found by its whole name, on whichever page it is', async () => {
  states
    .on(ListStateMachinesCommand)
    .resolvesOnce({ stateMachines: [machine('firebackup-failover-old')], nextToken: 'more' })
    .resolves({ stateMachines: [machine('firebackup-failover')] });
  expect(await verbs().machineNamed('firebackup-failover')).toBe(
    'arn:aws:states:us-west-2:111122223333:stateMachine:firebackup-failover',
  );
  expect(askedOf(states).map(([command]) => command)).toEqual([
    'ListStateMachinesCommand',
    'ListStateMachinesCommand',
  ]);
});

test('a machine that is not there is not found, by its name and its region', async () => {
  states.on(ListStateMachinesCommand).resolves({ stateMachines: [machine('another-failover')] });
  const asked = verbs().machineNamed('firebackup-failover');
  await expect(asked).rejects.toThrow(NotFound);
  await expect(asked).rejects.toThrow('states in us-west-2: no machine firebackup-failover');
});

test('an execution is named after its machine and the name that it was started under', () => {
  expect(executionArnOf(machine('firebackup-failover').stateMachineArn, 'run-1')).toBe(execution);
});

test('an execution is described with its own error and cause', async () => {
  states.on(DescribeExecutionCommand).resolves({
    status: 'FAILED',
    startDate: new Date(at(0)),
    stopDate: new Date(at(9)),
    error: 'FailoverBlocked',
    cause: 'paused',
  });
  expect(await verbs().describe(execution)).toMatchObject({
    status: 'FAILED',
    startedAt: at(0),
    endedAt: at(9),
    error: 'FailoverBlocked',
    cause: 'paused',
  });
});

test('the output of one that succeeded is data', async () => {
  states.on(DescribeExecutionCommand).resolves({ status: 'SUCCEEDED', output: '{"outcome":"done"}' });
  expect(await verbs().describe(execution)).toMatchObject({ output: { outcome: 'done' } });
});

test('states are told in their order, each once, and without what else happened', async () => {
  const entered = (id: number, name: string): HistoryEvent => ({
    id,
    type: 'TaskStateEntered',
    timestamp: new Date(at(id)),
    stateEnteredEventDetails: { name },
  });
  const events: HistoryEvent[] = [
    entered(12, 'TakeLease'),
    { id: 9, type: 'TaskStateExited', timestamp: new Date(at(9)) },
    entered(7, 'DecideFailover'),
    entered(2, 'GatherEvidence'),
  ];
  states.on(GetExecutionHistoryCommand).resolves({ events });
  expect(await verbs().statesAfter(execution, 2)).toEqual([
    { event: 7, state: 'DecideFailover', at: at(7) },
    { event: 12, state: 'TakeLease', at: at(12) },
  ]);
  expect(askedOf(states)).toEqual([
    [
      'GetExecutionHistoryCommand',
      { executionArn: execution, reverseOrder: true, maxResults: 200, includeExecutionData: false },
    ],
  ]);
});

test.each([
  ['AccessDeniedException', AccessDenied],
  ['TimeoutError', Unreachable],
  ['ExecutionDoesNotExist', NotFound],
] as const)('%s has our name', async (name, expected) => {
  states.on(DescribeExecutionCommand).rejects(anAwsError(name));
  await expect(verbs().describe(execution)).rejects.toThrow(expected);
});
