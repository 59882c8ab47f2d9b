import { DescribeServicesCommand, ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { accessTo } from '../../lib/aws/client-settings';
import { services } from '../../lib/aws/services';
import { AccessDenied, NotFound, TerminalState, Unreachable } from '../../lib/domain/errors';
import { anAwsError } from '../helpers/an-aws-error';
import { askedOf } from '../helpers/asked-of';
import { mockedClient } from '../helpers/mocked-client';

const ecs = mockedClient(ECSClient);
const verbs = () => services(accessTo('us-west-2'));

const described = (serviceName: string, desiredCount = 3, runningCount = 2) => ({
  serviceName,
  status: 'ACTIVE',
  desiredCount,
  runningCount,
});

beforeEach(() => ecs.reset());

test('services are counted in the order asked for, by tens', async () => {
  const names = Array.from({ length: 12 }, (_, number) => `service-${number}`);
  ecs.on(DescribeServicesCommand).callsFake(({ services: asked }: { services: string[] }) => ({
    services: asked.toReversed().map((name) => described(name)),
  }));
  const counts = await verbs().counts('main', names);
  expect(counts.map(({ service }) => service)).toEqual(names);
  expect(counts[0]).toEqual({ service: 'service-0', desired: 3, running: 2 });
  expect(askedOf(ecs)).toEqual([
    ['DescribeServicesCommand', { cluster: 'main', services: names.slice(0, 10) }],
    ['DescribeServicesCommand', { cluster: 'main', services: names.slice(10) }],
  ]);
});

test.each([
  ['that ECS lists as a failure is not found', [], NotFound],
  ['that is being removed is no service', [{ ...described('api'), status: 'DRAINING' }], TerminalState],
  ['whose counts are not told is not at zero', [{ serviceName: 'api', status: 'ACTIVE' }], NotFound],
])('a service %s', async (_, found, expected) => {
  const failures = [{ arn: 'arn:aws:ecs:us-west-2:111122223333:service/main/api', reason: 'MISSING' }];
  ecs.on(DescribeServicesCommand).resolves({ services: found, failures });
  await expect(verbs().counts('main', ['api'])).rejects.toThrow(expected);
});

test('nothing is described where nothing is asked for', async () => {
  expect(await verbs().counts('main', [])).toEqual([]);
  expect(askedOf(ecs)).toEqual([]);
});

test('a service is scaled, and nothing else of it is changed', async () => {
  ecs.on(UpdateServiceCommand).resolves({});
  await verbs().scale('main', 'api', 3);
  expect(askedOf(ecs)).toEqual([
    ['UpdateServiceCommand', { cluster: 'main', service: 'api', desiredCount: 3 }],
  ]);
});

test.each([
  ['ClusterNotFoundException', NotFound],
  ['ServiceNotFoundException', NotFound],
  ['ServiceNotActiveException', TerminalState],
  ['AccessDeniedException', AccessDenied],
  ['TimeoutError', Unreachable],
])('%s has a name of ours', async (name, expected) => {
  ecs.on(UpdateServiceCommand).rejects(anAwsError(name));
  await expect(verbs().scale('main', 'api', 3)).rejects.toThrow(expected);
});
