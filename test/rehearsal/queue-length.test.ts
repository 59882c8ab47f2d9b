import { type ConnectCache, withCacheSession } from '../../lib/redis/connect';
import { queueLength } from '../../lib/redis/queue-length';
import { freePort } from '../../rehearsal/engines/free-port';
import { RedisServer } from '../../rehearsal/engines/redis-server';
import { connectRedis } from '../../rehearsal/engines/redis-session';
import { eventually } from './engines/eventually';
import { redisNow } from './engines/redis-now';
import { Scratch } from './engines/scratch';

const redis = redisNow();
const connect: ConnectCache = (endpoint, work) => withCacheSession(endpoint, { tls: false }, work);
const LIST = 'bull:backups:waiting';

function rehearse(name: string, body: (start: (directory: string) => Promise<RedisServer>) => Promise<void>) {
  if ('notRehearsed' in redis) return test.skip(`not rehearsed: ${name}`, () => undefined);
  return test(name, async () => {
    const scratch = new Scratch();
    try {
      await body(async (directory) =>
        scratch.started(
          new RedisServer(redis, { directory: scratch.path(directory), port: await freePort() }),
        ),
      );
    } finally {
      await scratch.discard();
    }
  });
}

rehearse('the length of a queue is that of the list, on the primary and on its replica', async (start) => {
  const [primary, replica] = [await start('primary'), await start('replica')];
  await replica.replicaOf(primary.host, primary.port);
  expect(await queueLength(connect, primary, LIST)).toBe(0);
  const client = await connectRedis(primary.port);
  await client.rPush(LIST, ['one', 'two', 'three']);
  client.destroy();
  expect(await queueLength(connect, primary, LIST)).toBe(3);
  await eventually(async () => (await queueLength(connect, replica, LIST)) === 3, 'the list on the replica');
});

rehearse('a key that is no list has no length, and neither has a cache that is gone', async (start) => {
  const server = await start('primary');
  const client = await connectRedis(server.port);
  await client.set(LIST, 'a text');
  client.destroy();
  await expect(queueLength(connect, server, LIST)).rejects.toThrow('WRONGTYPE');
  await server.kill();
  await expect(queueLength(connect, server, LIST)).rejects.toThrow('ECONNREFUSED');
});
