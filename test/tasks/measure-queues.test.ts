import { measureQueues } from '../../lambdas/measure-queues/task';
import type { CacheEndpoint, ConnectCache } from '../../lib/redis/connect';
import { queueLength } from '../../lib/redis/queue-length';

const endpoint = { host: 'queue.example.com', port: 6379 };
const LIST = 'bull:backups:waiting';

/** Nodes by their address, each with an answer or what it says instead. */
function someNodes(answers: Readonly<Record<string, unknown>>) {
  const asked: [string, readonly string[]][] = [];
  const connect: ConnectCache = ({ host, port }: CacheEndpoint, work) =>
    work({
      command: async <Reply>(words: readonly string[]) => {
        asked.push([`${host}:${port}`, words]);
        const answer = answers[`${host}:${port}`];
        if (answer instanceof Error) throw answer;
        return answer as Reply;
      },
    });
  return { asked, connect };
}

describe('measure-queues', () => {
  const measuring = async (lengths: Readonly<Record<string, number | Error>>) => {
    const measured: unknown[][] = [];
    const told: string[] = [];
    const answer = await measureQueues({
      queues: Object.keys(lengths).map((list) => ({ cache: 'queue', list, endpoint })),
      lengthOf: async (_, list) => {
        const length = lengths[list];
        if (typeof length === 'number') return length;
        throw length;
      },
      measure: (...figure) => measured.push(figure),
      tell: (message) => told.push(message),
    })();
    return { measured, told, answer };
  };

  test('each list of a cache is a figure of its series, nothing included', async () => {
    const { measured, told } = await measuring({ one: 120, other: 0 });
    expect(measured).toEqual([
      ['QueueWaiting', 120, 'Count', { cache: 'queue' }],
      ['QueueWaiting', 0, 'Count', { cache: 'queue' }],
    ]);
    expect(told).toEqual([]);
  });

  test('a list that cannot be read has no figure, is told of, and takes nothing away from the others', async () => {
    const { measured, told, answer } = await measuring({ one: new Error('NOPERM this user'), other: 3 });
    expect(measured).toEqual([['QueueWaiting', 3, 'Count', { cache: 'queue' }]]);
    expect(told).toEqual(['how many wait in one of cache queue is unknown: NOPERM this user']);
    expect(answer.queues[0]).toEqual({ cache: 'queue', list: 'one', unknownBecause: 'NOPERM this user' });
  });
});

describe('the length of a queue', () => {
  test('is what the cache counts, of that list alone', async () => {
    const { asked, connect } = someNodes({ 'queue.example.com:6379': 7 });
    expect(await queueLength(connect, endpoint, LIST)).toBe(7);
    expect(asked).toEqual([['queue.example.com:6379', ['LLEN', LIST]]]);
  });

  test.each([
    ['another.example.com:6380', 'MOVED 3999 another.example.com:6380'],
    ['queue.example.com:6381', 'MOVED 3999 :6381'],
  ])('is asked of %s, if a cluster says so', async (node, said) => {
    const { asked, connect } = someNodes({ 'queue.example.com:6379': new Error(said), [node]: 5 });
    expect(await queueLength(connect, endpoint, LIST)).toBe(5);
    expect(asked.map(([address]) => address)).toEqual(['queue.example.com:6379', node]);
  });

  test('is not looked for in a third place', async () => {
    const moved = new Error('MOVED 3999 another.example.com:6380');
    const { connect } = someNodes({ 'queue.example.com:6379': moved, 'another.example.com:6380': moved });
    await expect(queueLength(connect, endpoint, LIST)).rejects.toThrow('MOVED');
  });

  test.each([
    [new Error('WRONGTYPE Operation against a key'), 'WRONGTYPE'],
    [new Error('LOADING Redis is loading the dataset in memory'), 'LOADING'],
    [null, 'LLEN bull:backups:waiting answered null, expected a number'],
  ])('is unknown after %p', async (answer, said) => {
    const { connect } = someNodes({ 'queue.example.com:6379': answer });
    await expect(queueLength(connect, endpoint, LIST)).rejects.toThrow(said);
  });
});
