import {
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  RunTaskCommand,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import { accessTo } from '../../lib/aws/client-settings';
import { containerTasks, type TaskOrder } from '../../lib/aws/tasks';
import { AccessDenied, NotFound, NotReady, TerminalState, Unreachable } from '../../lib/domain/errors';
import { anAwsError } from '../helpers/an-aws-error';
import { askedOf } from '../helpers/asked-of';
import { mockedClient } from '../helpers/mocked-client';

const ecs = mockedClient(ECSClient);
beforeEach(() => ecs.reset());

const tasks = () => containerTasks(accessTo('us-west-2'));
const anOrder: TaskOrder = {
  cluster: 'a-cluster',
  family: 'a-server',
  name: 'firebackup-drill-0123abc',
  subnets: ['subnet-1'],
  securityGroups: ['sg-1'],
  environments: { fetch: { KEY: 'a key' }, serve: { UNTIL: '7' } },
  tags: { of: 'ours' },
};

test('a task is run once by its name, on Fargate, with what each container is told', async () => {
  ecs.on(RunTaskCommand).resolves({ tasks: [{ taskArn: 'arn:task' }] });
  await tasks().run(anOrder);
  expect(askedOf(ecs)).toEqual([
    [
      'RunTaskCommand',
      {
        cluster: 'a-cluster',
        taskDefinition: 'a-server',
        launchType: 'FARGATE',
        startedBy: 'firebackup-drill-0123abc',
        clientToken: 'firebackup-drill-0123abc',
        networkConfiguration: {
          awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'ENABLED' },
        },
        overrides: {
          containerOverrides: [
            { name: 'fetch', environment: [{ name: 'KEY', value: 'a key' }] },
            { name: 'serve', environment: [{ name: 'UNTIL', value: '7' }] },
          ],
        },
        tags: [{ key: 'of', value: 'ours' }],
      },
    ],
  ]);
});

test.each([
  ['no room', [{ reason: 'RESOURCE:CAPACITY' }], NotReady],
  ['anything else', [{ reason: 'MISSING', detail: 'no such family' }], TerminalState],
  ['nothing at all', [], TerminalState],
])('a task that ECS does not run for %s is an error', async (_, failures, expected) => {
  ecs.on(RunTaskCommand).resolves({ failures });
  await expect(tasks().run(anOrder)).rejects.toThrow(expected);
});

test('running and stopped tasks are listed page by page and described with their tags', async () => {
  ecs
    .on(ListTasksCommand, { desiredStatus: 'RUNNING' })
    .resolvesOnce({ taskArns: ['arn:1'], nextToken: 'more' })
    .resolvesOnce({ taskArns: ['arn:2'] })
    .on(ListTasksCommand, { desiredStatus: 'STOPPED' })
    .resolves({ taskArns: ['arn:3'] })
    .on(DescribeTasksCommand)
    .resolves({
      tasks: [
        {
          taskArn: 'arn:1',
          startedBy: 'one',
          lastStatus: 'RUNNING',
          desiredStatus: 'RUNNING',
          healthStatus: 'HEALTHY',
          attachments: [{ details: [{ name: 'privateIPv4Address', value: '10.0.0.1' }] }],
          tags: [{ key: 'of', value: 'ours' }],
        },
        {
          taskArn: 'arn:3',
          startedBy: 'three',
          lastStatus: 'STOPPED',
          desiredStatus: 'STOPPED',
          stopCode: 'EssentialContainerExited',
          stoppedReason: 'Essential container in task exited',
          containers: [
            { name: 'fetch', exitCode: 0 },
            { name: 'serve', exitCode: 1, reason: 'why' },
          ],
        },
      ],
    });
  expect(await tasks().list('a-cluster', 'a-server')).toEqual([
    {
      arn: 'arn:1',
      name: 'one',
      status: 'RUNNING',
      isLeaving: false,
      isHealthy: true,
      address: '10.0.0.1',
      stopped: undefined,
      tags: { of: 'ours' },
    },
    {
      arn: 'arn:3',
      name: 'three',
      status: 'STOPPED',
      isLeaving: true,
      isHealthy: false,
      address: undefined,
      stopped: { because: 'Essential container in task exited; serve ended with 1: why', byCaller: false },
      tags: {},
    },
  ]);
  expect(askedOf(ecs).at(-1)).toEqual([
    'DescribeTasksCommand',
    { cluster: 'a-cluster', tasks: ['arn:1', 'arn:2', 'arn:3'], include: ['TAGS'] },
  ]);
});

test('nobody is described where nobody is listed', async () => {
  ecs.on(ListTasksCommand).resolves({ taskArns: [] });
  expect(await tasks().list('a-cluster', 'a-server')).toEqual([]);
  expect(askedOf(ecs).map(([command]) => command)).toEqual(['ListTasksCommand', 'ListTasksCommand']);
});

test('a task is stopped with the reason that others will read', async () => {
  ecs.on(StopTaskCommand).resolves({});
  await tasks().stop('a-cluster', 'arn:1', 'not needed');
  expect(askedOf(ecs)).toEqual([
    ['StopTaskCommand', { cluster: 'a-cluster', task: 'arn:1', reason: 'not needed' }],
  ]);
});

test.each([
  ['ClusterNotFoundException', NotFound],
  ['AccessDeniedException', AccessDenied],
  ['TimeoutError', Unreachable],
])('%s has a name of ours', async (name, expected) => {
  ecs.on(ListTasksCommand).rejects(anAwsError(name));
  await expect(tasks().list('a-cluster', 'a-server')).rejects.toThrow(expected);
});
