import { lambdaTasks, nameOf, PUBLISH, RUN_TASK, tasks } from './machine-files';
import { integrationObjections } from './service-integrations';

const asking = tasks.filter((task) => !lambdaTasks.includes(task));

test('every service that a machine asks itself has that operation, and understands what it is asked', () => {
  expect(asking.length).toBeGreaterThan(20);
  const objections = asking.flatMap((task) =>
    integrationObjections(task.state).map((one) => `${nameOf(task)}: ${one}`),
  );
  expect(objections).toEqual([]);
});

test.each<[string, string, object, string]>([
  ['a service', 'arn:aws:states:::batch:submitJob.sync', {}, 'asks a service that is not looked into'],
  ['an operation', 'arn:aws:states:::aws-sdk:ecs:runTasks', {}, 'ecs has no runTasks'],
  ['a member', PUBLISH, { 'Topic.$': '$.topic', Message: 'm' }, 'publish.Topic does not exist'],
  ['a missing member', PUBLISH, { TopicArn: 'arn' }, 'publish.Message is missing'],
  [
    'a member deep inside',
    RUN_TASK,
    {
      TaskDefinition: 'dump',
      NetworkConfiguration: { AwsvpcConfiguration: { 'Subnets.$': '$.subnets', AssignPublicIP: 'ENABLED' } },
    },
    'runTask.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIP does not exist',
  ],
  [
    'a value of another type',
    RUN_TASK,
    { TaskDefinition: 'dump', Overrides: { ContainerOverrides: [{ Name: 'dump', Memory: '512' }] } },
    'runTask.Overrides.ContainerOverrides[0].Memory is "512", expected a number',
  ],
])('%s that does not exist is found', (_, Resource, Parameters, objection) => {
  const found = integrationObjections({ Type: 'Task', Resource, Parameters: { ...Parameters } });
  expect(found).toEqual([expect.stringContaining(objection)]);
});
