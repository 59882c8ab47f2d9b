import { freePort } from '../../../rehearsal/engines/free-port';
import { Gate } from '../../../rehearsal/engines/gate';
import { RedisServer } from '../../../rehearsal/engines/redis-server';
import { eventually } from './eventually';
import { redisNow } from './redis-now';
import { Scratch } from './scratch';

const redis = redisNow();
if ('notRehearsed' in redis) console.warn(`Redis is not rehearsed: ${redis.notRehearsed}`);

/** A test where there is a Redis; elsewhere a skipped one whose name says what that means. */
function rehearse(name: string, body: (server: (name: string) => Promise<RedisServer>) => Promise<void>) {
  if ('notRehearsed' in redis) return test.skip(`not rehearsed: ${name}`, () => undefined);
  return test(name, async () => {
    const scratch = new Scratch();
    try {
      await body(async (directory) => {
        const place = { directory: scratch.path(directory), port: await freePort() };
        return scratch.started(new RedisServer(redis, place));
      });
    } finally {
      await scratch.discard();
    }
  });
}

async function holds(server: RedisServer, key: string, value: string): Promise<void> {
  await eventually(async () => (await server.command('GET', key)) === value, `${key} on ${server.port}`);
}

rehearse('a replica takes over after kill -9, and the old one comes back empty', async (server) => {
  const primary = await server('primary');
  const replica = await server('replica');
  await replica.replicaOf(primary.host, primary.port);
  await primary.command('SET', 'number', '1');
  await holds(replica, 'number', '1');
  expect(await primary.role()).toBe('master');
  expect(await replica.role()).toBe('slave');

  await primary.kill();
  expect(primary.running).toBe(false);
  await replica.promote();
  expect(await replica.role()).toBe('master');
  expect(await replica.command('GET', 'number')).toBe('1');

  await primary.start();
  expect(await primary.command('GET', 'number')).toBeNull();
  await primary.replicaOf(replica.host, replica.port);
  await holds(primary, 'number', '1');
});

rehearse('a replica behind a partitioned gate gets nothing, and all of it afterwards', async (server) => {
  const primary = await server('primary');
  const replica = await server('replica');
  const gate = await Gate.open(primary.port, ['replication']);
  await replica.replicaOf('127.0.0.1', gate.port('replication'));
  await primary.command('SET', 'number', '1');
  await holds(replica, 'number', '1');

  gate.partition(true);
  await primary.command('SET', 'number', '2');
  expect(await replica.command('GET', 'number')).toBe('1');
  gate.partition(false);
  await holds(replica, 'number', '2');
  await gate.close();
});

rehearse('a client learns of kill -9, and the next command after the start connects anew', async (server) => {
  const primary = await server('primary');
  const client = await primary.client();
  const waiting = client.sendCommand(['BLPOP', 'nothing', '0']);
  await Promise.all([expect(waiting).rejects.toThrow(), primary.kill()]);
  expect(client.isOpen).toBe(false);
  await expect(primary.command('PING')).rejects.toThrow();
  await primary.start();
  expect(await primary.command('PING')).toBe('PONG');
});

rehearse('an error reply leaves the connection usable', async (server) => {
  const primary = await server('primary');
  const connection = () => primary.command('CLIENT', 'ID');
  const before = await connection();
  await expect(primary.command('NOSUCH')).rejects.toThrow('unknown command');
  expect(await connection()).toBe(before);
});

rehearse('a server that cannot start says why, and leaves nothing running', async (server) => {
  const primary = await server('primary');
  const other = new RedisServer(primary.binary, {
    ...primary.place,
    directory: `${primary.place.directory}-2`,
  });
  await expect(other.start()).rejects.toThrow('Address already in use');
  expect(other.running).toBe(false);
});

rehearse('a stopped server starts again on the same port', async (server) => {
  const primary = await server('primary');
  await primary.stop();
  expect(primary.running).toBe(false);
  await primary.start();
  expect(await primary.command('PING')).toBe('PONG');
});
