import { checkCacheContents } from '../../lambdas/check-cache-contents/task';
import type { CacheContents } from '../../lib/domain/cache-contents';
import { InvalidInput, NotReady, Unreachable } from '../../lib/domain/errors';
import type { CacheSession } from '../../lib/redis/connect';
import { cacheContents } from '../../lib/redis/contents';
import { aCacheBackup } from '../helpers/a-cache-backup';
import { aRestoreOrder } from '../helpers/a-restore-order';
import { at } from '../helpers/at';

const order = aRestoreOrder({ point: aCacheBackup() });
const endpoint = { host: 'cache.example.com', port: 6379 };
const check = (read: () => Promise<CacheContents | undefined>, of = order) =>
  checkCacheContents({ read })({ order: of, endpoint });

test('what the cache holds is judged against the backup that it was restored from', async () => {
  expect(await check(async () => ({ keys: 7, expired: 0, read: 'list' }))).toMatchObject({
    outcome: 'sound',
    recoveredTo: at(0),
  });
  expect(await check(async () => ({ keys: 0, expired: 0 }))).toMatchObject({ outcome: 'doubted' });
});

test('a cache that loads its data, or gives no answer yet, is waited for', async () => {
  await expect(check(async () => undefined)).rejects.toThrow(NotReady);
  const silent = async () => {
    throw new Error('connection timeout');
  };
  await expect(check(silent)).rejects.toThrow(Unreachable);
  await expect(check(silent)).rejects.toThrow('gives no answer: connection timeout');
});

test('what was restored from something else is none of its business', async () => {
  await expect(check(async () => ({ keys: 1 }), aRestoreOrder())).rejects.toThrow(InvalidInput);
});

describe('the contents of a cache', () => {
  const asking = (answers: Readonly<Record<string, unknown>>) => {
    const asked: string[] = [];
    const command = async (words: readonly string[]) => {
      asked.push(words.join(' '));
      return answers[words.join(' ')] ?? null;
    };
    return { asked, contents: cacheContents({ command } as CacheSession) };
  };
  const loaded = '# Persistence\r\nloading:0\r\nrdb_last_load_keys_expired:2\r\n';

  test('are the keys of all its databases, and one of them read whole', async () => {
    const { asked, contents } = asking({
      'INFO persistence': loaded,
      'INFO keyspace': '# Keyspace\r\ndb0:keys=5,expires=1,avg_ttl=0\r\ndb3:keys=2,expires=0,avg_ttl=0\r\n',
      RANDOMKEY: 'job:1',
      'TYPE job:1': 'list',
    });
    expect(await contents).toEqual({ keys: 7, expired: 2, read: 'list' });
    expect(asked).toContain('DUMP job:1');
  });

  test('are nothing while it loads, and while it does not say', async () => {
    expect(await asking({ 'INFO persistence': 'loading:1\r\n' }).contents).toBeUndefined();
    expect(await asking({ 'INFO persistence': '' }).contents).toBeUndefined();
  });

  test('of an empty one are no key, and what expired is unknown where it is not counted', async () => {
    const { contents } = asking({ 'INFO persistence': 'loading:0\r\n', 'INFO keyspace': '# Keyspace\r\n' });
    expect(await contents).toEqual({ keys: 0, expired: undefined, read: undefined });
  });
});
