import { checkContents } from '../../lambdas/check-contents/task';
import type { LiveContents, RestoredContents } from '../../lib/domain/contents';
import { Unreachable } from '../../lib/domain/errors';
import { aDeployment } from '../helpers/a-plan';
import { aWindow } from '../helpers/a-recovery-point';
import { aRestoreOrder } from '../helpers/a-restore-order';
import { at } from '../helpers/at';

const restored: RestoredContents = {
  heartbeat: { writtenAt: at(-5), epoch: 1, writtenIn: 10 },
  tables: [],
  objects: [],
  schemaHash: 'a-hash',
  extensions: {},
  checks: [],
};
const live: LiveContents = { objects: [], schemaHash: 'a-hash', filled: [], unseen: [] };
const anError = (code?: string) => Object.assign(new Error('what went wrong'), code ? { code } : {});

type Deps = Parameters<typeof checkContents>[0];
const check = (overrides: Partial<Deps> = {}, order = aRestoreOrder()) =>
  checkContents({
    deployment: aDeployment(),
    databasesOn: async () => ['one', 'two'],
    readRestored: async () => restored,
    readLive: async () => live,
    now: () => at(0),
    ...overrides,
  })({ order, endpoint: { host: 'a-host', port: 5432 } });

test('of a database of the plan that one is read, with its own checks, and held against the live side', async () => {
  const asked: unknown[] = [];
  const answer = await check({
    readRestored: async (_, database) => {
      asked.push(database);
      return restored;
    },
    readLive: async (id) => {
      asked.push(id);
      return live;
    },
  });
  expect(answer).toMatchObject({ outcome: 'sound', evidence: { liveSchemaHash: 'a-hash' } });
  expect(asked).toEqual([{ name: 'firebackup', checks: [] }, 'main']);
});

test('of an archive every database is read, and there is no live side to ask', async () => {
  const asked: string[] = [];
  const answer = await check(
    {
      readRestored: async (_, { name }) => {
        asked.push(name);
        return { ...restored, heartbeat: undefined, lastCommitAt: at(-5) };
      },
      readLive: async () => {
        throw new Error('nobody knows where it is');
      },
    },
    aRestoreOrder({ point: aWindow({ kind: 'wal-archive', store: 'own' }) }),
  );
  expect(answer).toMatchObject({ outcome: 'sound', unknowns: [] });
  expect(asked).toEqual(['one', 'two']);
});

test('a server that has only just opened is waited for', async () => {
  const checking = check({ readRestored: () => Promise.reject(anError('ECONNREFUSED')) });
  await expect(checking).rejects.toBeInstanceOf(Unreachable);
  await expect(checking).rejects.toThrow('at a-host:5432 gives no answer: what went wrong');
});

test.each(['XX001', 'XX002', '58P01'])('catalogs that cannot be read, by %s, are a doubt', async (code) => {
  expect(await check({ readRestored: () => Promise.reject(anError(code)) })).toEqual({
    outcome: 'doubted',
    doubts: ['its catalogs or its heartbeat cannot be read: what went wrong'],
    unknowns: [],
    evidence: {},
  });
});

test('a live side that gives no answer does not keep the restored one from being judged', async () => {
  expect(await check({ readLive: () => Promise.reject(anError()) })).toMatchObject({
    outcome: 'sound',
    unknowns: ['it was not held against the live side, which gave no answer: what went wrong'],
  });
});

test('a live side whose pages are corrupt says nothing against the restored one', async () => {
  expect(await check({ readLive: () => Promise.reject(anError('XX001')) })).toMatchObject({
    outcome: 'sound',
  });
});

test('one table has five minutes, and all together have what Lambda leaves', async () => {
  let seconds = 0;
  const left: number[] = [];
  await check({
    now: () => at(seconds),
    readRestored: async (_, __, secondsLeft) => {
      for (seconds of [0, 500, 720]) left.push(secondsLeft());
      return restored;
    },
  });
  expect(left).toEqual([300, 220, 0]);
});

test('the live side is asked until a minute before Lambda ends the function', async () => {
  let seconds = 0;
  const left: number[] = [];
  await check({
    now: () => at(seconds),
    readLive: async (_, secondsLeft) => {
      for (seconds of [720, 840]) left.push(secondsLeft());
      return live;
    },
  });
  expect(left).toEqual([120, 0]);
});
