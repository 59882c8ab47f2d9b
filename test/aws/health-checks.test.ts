import { GetHealthCheckStatusCommand, Route53Client } from '@aws-sdk/client-route-53';
import { accessTo } from '../../lib/aws/client-settings';
import { healthChecks, ROUTE53_REGION } from '../../lib/aws/health-checks';
import { NotFound, Throttled, Unreachable } from '../../lib/domain/errors';
import { anAwsError } from '../helpers/an-aws-error';
import { askedOf } from '../helpers/asked-of';
import { at } from '../helpers/at';
import { mockedClient } from '../helpers/mocked-client';

const route53 = mockedClient(Route53Client);
beforeEach(() => route53.reset());

const reports = () => healthChecks(accessTo(ROUTE53_REGION)).reports('check-1', 5);

test('each checker says what it saw last, and when', async () => {
  route53.on(GetHealthCheckStatusCommand).resolves({
    HealthCheckObservations: [
      {
        Region: 'eu-west-1',
        IPAddress: '192.0.2.1',
        StatusReport: { Status: 'Success: HTTP Status Code 200, OK', CheckedTime: new Date(at(0)) },
      },
      {
        Region: 'sa-east-1',
        StatusReport: { Status: 'Failure: connection timed out', CheckedTime: new Date(at(3)) },
      },
    ],
  });
  expect(await reports()).toEqual([
    { region: 'eu-west-1', healthy: true, said: 'Success: HTTP Status Code 200, OK', at: at(0) },
    { region: 'sa-east-1', healthy: false, said: 'Failure: connection timed out', at: at(3) },
  ]);
  expect(askedOf(route53)).toEqual([['GetHealthCheckStatusCommand', { HealthCheckId: 'check-1' }]]);
});

test('a checker that has said nothing yet is left out', async () => {
  route53.on(GetHealthCheckStatusCommand).resolves({
    HealthCheckObservations: [{ Region: 'eu-west-1' }, { StatusReport: { Status: 'Success' } }],
  });
  expect(await reports()).toEqual([]);
});

test.each([
  ['NoSuchHealthCheck', NotFound],
  ['ThrottlingException', Throttled],
  ['ServiceUnavailable', Unreachable],
])('%s has a name of ours', async (name, ours) => {
  route53.on(GetHealthCheckStatusCommand).rejects(anAwsError(name));
  await expect(reports()).rejects.toThrow(ours);
});
