import { awaitCaches } from '../../lambdas/await-caches/task';
import { pauseCaches } from '../../lambdas/pause-caches/task';
import { redirectCaches } from '../../lambdas/redirect-caches/task';
import { releaseCaches } from '../../lambdas/release-caches/task';
import { InvalidInput, NotReady, TerminalState, Unreachable } from '../../lib/domain/errors';
import { type ConnectCache, withCacheSession } from '../../lib/redis/connect';
import { freePort } from '../../rehearsal/engines/free-port';
import { RedisServer } from '../../rehearsal/engines/redis-server';
import { connectRedis } from '../../rehearsal/engines/redis-session';
import { aClock } from '../helpers/a-clock';
import { eventually } from './engines/eventually';
import { redisNow } from './engines/redis-now';
import { Scratch } from './engines/scratch';

const redis = redisNow();
const connect: ConnectCache = (endpoint, work) => withCacheSession(endpoint, { tls: false }, work);
const clock = aClock();
const deps = { connect, now: clock.now };
const pause = pauseCaches(deps);
const release = releaseCaches(deps);
const redirect = redirectCaches(deps);
const caughtUp = awaitCaches(deps);

const located = ({ host, port }: RedisServer) => [{ cache: 'queue', host, port }];

function rehearse(name: string, body: (primary: RedisServer, replica: RedisServer) => Promise<void>) {
  if ('notRehearsed' in redis) return test.skip(`not rehearsed: ${name}`, () => undefined);
  return test(name, async () => {
    const scratch = new Scratch();
    const server = async (directory: string) =>
      scratch.started(new RedisServer(redis, { directory: scratch.path(directory), port: await freePort() }));
    try {
      const [primary, replica] = [await server('primary'), await server('replica')];
      await replica.replicaOf(primary.host, primary.port);
      await body(primary, replica);
    } finally {
      await scratch.discard();
    }
  });
}

/** A client that goes on writing numbers until it is told to stop; those that were acknowledged. */
async function aWriter(server: RedisServer) {
  const client = await connectRedis(server.port);
  const acknowledged: number[] = [];
  let writing = true;
  const written = (async () => {
    for (let number = 1; writing; number += 1) {
      await client.rPush('numbers', String(number));
      acknowledged.push(number);
    }
  })().catch(() => undefined);
  return {
    acknowledged,
    stop: async () => {
      writing = false;
      client.destroy();
      await written;
    },
  };
}

const numbersIn = async (server: RedisServer) =>
  (await server.command<string[]>('LRANGE', 'numbers', '0', '-1')).map(Number);

rehearse(
  'a replica that has the mark has every write that was acknowledged before',
  async (primary, replica) => {
    const writer = await aWriter(primary);
    await eventually(async () => writer.acknowledged.length > 200, 'some writes');
    const { caches: positions } = await pause({ run: 'run-1', caches: located(primary) });
    // By the server, which reads go through to: an answer may be on its way to the writer still.
    const before = await numbersIn(primary);
    await eventually(
      async () =>
        caughtUp({ caches: located(replica), positions }).then(
          () => true,
          () => false,
        ),
      'the mark on the replica',
    );
    await new Promise((resume) => setTimeout(resume, 100));
    expect(await numbersIn(primary)).toEqual(before);
    await replica.promote();
    await writer.stop();
    expect(await numbersIn(replica)).toEqual(expect.arrayContaining(writer.acknowledged));
  },
);

rehearse(
  'a client that waits at a cache that was demoted is refused there, and one at a primary goes on waiting',
  async (primary, replica) => {
    await pause({ run: 'run-1', caches: located(primary) });
    const client = await connectRedis(primary.port);
    const write = client.rPush('numbers', 'too-late').catch((error: Error) => error.message);
    expect(await redirect({ caches: located(primary) })).toEqual({ replicas: [], primaries: ['queue'] });
    await replica.promote();
    await primary.replicaOf(replica.host, replica.port);
    expect(await redirect({ caches: located(primary) })).toEqual({ replicas: ['queue'], primaries: [] });
    expect(await write).toMatch(/^READONLY/);
    expect(await numbersIn(replica)).toEqual([]);
    client.destroy();
  },
);

rehearse('a cache that is away keeps no other from being left by its writers', async (primary, replica) => {
  await primary.kill();
  const both = [...located(primary), { ...located(replica)[0], cache: 'sessions' }];
  await expect(redirect({ caches: both as ReturnType<typeof located> })).rejects.toThrow(Unreachable);
});

rehearse(
  'a client that waits goes on when the pause is released, and none of its writes failed',
  async (primary) => {
    const writer = await aWriter(primary);
    await pause({ run: 'run-1', caches: located(primary) });
    const before = writer.acknowledged.length;
    await release({ caches: located(primary) });
    await release({ caches: located(primary) });
    await eventually(async () => writer.acknowledged.length > before + 1, 'writes after the release');
    await writer.stop();
  },
);

rehearse('pausing again is harmless, and its mark is the one that counts', async (primary, replica) => {
  const first = await pause({ run: 'run-1', caches: located(primary) });
  clock.pass(1);
  const second = await pause({ run: 'run-1', caches: located(primary) });
  expect(second).not.toEqual(first);
  await eventually(
    async () =>
      caughtUp({ caches: located(replica), positions: second.caches }).then(
        () => true,
        () => false,
      ),
    'the second mark',
  );
  await expect(caughtUp({ caches: located(replica), positions: first.caches })).rejects.toThrow(NotReady);
});

rehearse(
  'a replica without the mark is not caught up, and one without a position never is',
  async (_, replica) => {
    const positions = [{ cache: 'queue', mark: 'run-1 at noon', at: clock.now() }];
    await expect(caughtUp({ caches: located(replica), positions })).rejects.toThrow(
      'cache queue: its mark is not there, expected run-1 at noon',
    );
    await expect(caughtUp({ caches: located(replica), positions: [] })).rejects.toThrow(InvalidInput);
  },
);

rehearse(
  'a replica is not paused, and a cache that is away is not called paused',
  async (primary, replica) => {
    await expect(pause({ run: 'run-1', caches: located(replica) })).rejects.toThrow(TerminalState);
    await primary.kill();
    await expect(pause({ run: 'run-1', caches: located(primary) })).rejects.toThrow(Unreachable);
  },
);

rehearse(
  'a cache that forbids pausing was never paused, and keeps no other one waiting',
  async (primary, other) => {
    await other.promote();
    await pause({ run: 'run-1', caches: located(other) });
    await primary.command('ACL', 'SETUSER', 'default', '-client|unpause');
    await release({ caches: [...located(primary), ...located(other)] });
    const writer = await aWriter(other);
    await eventually(async () => writer.acknowledged.length > 0, 'writes after the release');
    await writer.stop();
  },
);

rehearse('a cache that forbids pausing is refused for good', async (primary) => {
  await primary.command('ACL', 'SETUSER', 'default', '-client|pause');
  await expect(pause({ run: 'run-1', caches: located(primary) })).rejects.toThrow(
    /queue: it does not permit what pausing takes: .*client\|pause/,
  );
});
