import { aSecondDatabase, planText } from '../helpers/a-plan';
import { problemsWith } from '../helpers/plan-problems';

const kept = { retain: { daily: 7 }, keepProven: 1 };
const aDump = (overrides: object = {}) => ({
  name: 'dumps',
  databases: ['main'],
  lockDays: 7,
  subnets: { primary: ['subnet-00000011'], recovery: ['subnet-00000021'] },
  ...kept,
  ...overrides,
});
const aCacheBackup = (overrides: object = {}) => ({
  name: 'cache-nightly',
  caches: ['queue'],
  schedule: 'rate(1 day)',
  ...kept,
  ...overrides,
});
const anArchive = (id: string) => ({ id, buckets: { primary: 'own-wal-one', recovery: 'own-wal-two' } });

test('dumps, cache backups and WAL archives of their own make a plan', () => {
  const overrides = {
    dumps: [aDump()],
    cacheBackups: [aCacheBackup()],
    walArchives: [anArchive('own')],
    'caches.0.onRegionLoss': 'seed',
    drill: { scratchExpiresAfter: '6h', instanceHoursMost: 6 },
  };
  expect(problemsWith(planText(overrides))).toEqual([]);
});

test.each([
  [
    'a dump policy named like a snapshot policy',
    { 'databases.1': aSecondDatabase('orders'), dumps: [aDump({ name: 'nightly', databases: ['orders'] })] },
    'dumps.0.name: found "nightly"; expected a name that is not used twice',
  ],
  [
    'a cache policy named like a dump policy',
    { dumps: [aDump()], cacheBackups: [aCacheBackup({ name: 'dumps' })] },
    'cacheBackups.0.name: found "dumps"; expected a name that is not used twice',
  ],
  [
    'an archive named like a database',
    { dumps: [aDump()], walArchives: [anArchive('main')] },
    'walArchives.0.id: found "main"; expected a name that is not used twice',
  ],
  [
    'an archive named like a cache',
    { dumps: [aDump()], walArchives: [anArchive('queue')] },
    'walArchives.0.id: found "queue"; expected a name that is not used twice',
  ],
  [
    'an archive without a dump policy',
    { walArchives: [anArchive('own')] },
    'expected a policy in dumps too: its subnets are where the server runs',
  ],
  [
    'a dump of a database that the plan does not have',
    { dumps: [aDump({ databases: ['main', 'orders'] })] },
    'dumps.0.databases.1: found "orders"; expected the id of a database: main',
  ],
  [
    'a dump of a cache',
    { dumps: [aDump({ databases: ['queue'] })] },
    'dumps.0.databases.0: found "queue"; expected the id of a database: main',
  ],
  [
    'a cache backup of a database',
    { cacheBackups: [aCacheBackup({ caches: ['main'] })] },
    'cacheBackups.0.caches.0: found "main"; expected the id of a cache: queue',
  ],
  [
    'a cache backup without a cache',
    { caches: [], cacheBackups: [aCacheBackup()] },
    'cacheBackups.0.caches.0: found "queue"; expected the id of a cache: the plan has none',
  ],
  [
    'a cache that a policy covers twice',
    { cacheBackups: [aCacheBackup({ caches: ['queue', 'queue'] })] },
    'cacheBackups.0.caches.1: found "queue"; expected a cache and a policy whose recovery points have a name of their own: queue-cache-nightly is taken',
  ],
  [
    'days of dumps that are made once a week',
    { dumps: [aDump({ schedule: 'rate(7 days)' })] },
    'dumps.0.retain.daily: found 7; expected 0, or a schedule that fires more often than rate(7 days): use weekly',
  ],
  [
    'hours of cache backups that are made once a day',
    { cacheBackups: [aCacheBackup({ retain: { hourly: 6 } })] },
    'cacheBackups.0.retain.hourly: found 6; expected 0, or a schedule that fires more often than rate(1 day): use daily',
  ],
  [
    'a cache that is seeded from backups that nobody makes',
    { 'caches.0.onRegionLoss': 'seed' },
    'caches.0.onRegionLoss: found "seed"; expected a policy of cacheBackups that covers queue, or promote or cold',
  ],
  [
    'a cap on drills below one scratch instance',
    { drill: { scratchExpiresAfter: '90m', instanceHoursMost: 1 } },
    'drill.instanceHoursMost: found 1; expected at least 2, or a shorter drill.scratchExpiresAfter',
  ],
])('%s is refused, with what was expected', (_, overrides, problem) => {
  expect(problemsWith(planText(overrides))).toEqual([expect.stringContaining(problem)]);
});

test('a snapshot and a dump whose points would share a name are refused, however the name is cut', () => {
  const overrides = {
    'databases.0.id': 'aa-bb',
    'databases.1': aSecondDatabase('aa'),
    'policies.0.name': 'cc',
    'policies.0.databases': ['aa-bb'],
    dumps: [aDump({ name: 'bb-cc', databases: ['aa'] })],
  };
  expect(problemsWith(planText(overrides))).toEqual([
    expect.stringContaining('dumps.0.databases.0: found "aa"; expected a database and a policy'),
  ]);
});

test.each([
  ['a dump policy', { dumps: [aDump({ lockDays: undefined })] }, 'dumps.0.lockDays'],
  ['a dump policy', { dumps: [aDump({ retain: undefined })] }, 'dumps.0.retain'],
  [
    'a cache policy',
    { cacheBackups: [aCacheBackup({ keepProven: undefined })] },
    'cacheBackups.0.keepProven',
  ],
])('what can lose data has no default: %s without it is refused', (_, overrides, path) => {
  expect(problemsWith(planText(overrides))).toEqual([
    expect.stringContaining(`${path}: found nothing; expected`),
  ]);
});

test('a lock that outlasts what retention keeps is no contradiction', () => {
  expect(problemsWith(planText({ dumps: [aDump({ lockDays: 365, retain: { hourly: 1 } })] }))).toEqual([]);
});

test('a lifetime of scratch that cannot be read is one problem, not two', () => {
  expect(
    problemsWith(planText({ drill: { scratchExpiresAfter: 'soon', instanceHoursMost: 1 } })),
  ).toHaveLength(1);
});
