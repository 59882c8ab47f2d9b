import { createServer, type Server } from 'node:net';
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { accessTo, clientSettings, withMiddleware } from '../../lib/aws/client-settings';
import { asking } from '../../lib/aws/translate';
import { Unreachable } from '../../lib/domain/errors';
import { anAwsMiddleware } from '../helpers/an-aws-middleware';

const describeInstances = new DescribeDBInstancesCommand({});

/** A door on this machine that lets everybody in and says nothing, as a dead region does. */
async function aSilentServer(): Promise<{ server: Server; endpoint: string }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return { server, endpoint: `http://127.0.0.1:${port}` };
}

const aClient = (endpoint: string) =>
  new RDSClient({
    ...clientSettings(accessTo('us-east-1')),
    maxAttempts: 1,
    endpoint,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });

test('a client works in its region, backs off by itself, and tries three times', async () => {
  const { config } = new RDSClient(clientSettings(accessTo('eu-west-1')));
  expect(await config.region()).toBe('eu-west-1');
  expect(await config.maxAttempts()).toBe(3);
  expect(await config.retryStrategy()).toMatchObject({ mode: 'adaptive' });
});

test('the three attempts at a region that keeps silent end within the time of the shortest Lambda that asks one', () => {
  const { maxAttempts, requestHandler } = clientSettings(accessTo('us-east-1'));
  const { connectionTimeout, requestTimeout } = requestHandler;
  expect((maxAttempts * (connectionTimeout + requestTimeout)) / 1000).toBeLessThan(15);
});

test('a region that takes the call and keeps silent is given up on, as unreachable', async () => {
  const { server, endpoint } = await aSilentServer();
  const client = aClient(endpoint);
  await expect(asking('rds', () => client.send(describeInstances))).rejects.toThrow(Unreachable);
  client.destroy();
  server.close();
});

test('what an access brings sees the calls first and may answer them', async () => {
  const seen: unknown[] = [];
  const middleware = anAwsMiddleware((input) => {
    seen.push(input);
    return { DBInstances: [] };
  });
  const access = accessTo('us-east-1', middleware);
  const client = withMiddleware(new RDSClient(clientSettings(access)), access);
  expect(await client.send(describeInstances)).toMatchObject({ DBInstances: [] });
  expect(seen).toEqual([{}]);
});
