import { locateCaches } from '../../lambdas/locate-caches/task';
import type { CacheGroup } from '../../lib/aws/cache-group';
import { NotFound, NotReady, TerminalState } from '../../lib/domain/errors';
import { aDeployment } from '../helpers/a-plan';
import { aCacheGroup, FakeCacheGroups } from '../helpers/fake-cache-groups';

const locating = (groups: readonly CacheGroup[], deployment = aDeployment()) =>
  locateCaches({ deployment, groups: new FakeCacheGroups(groups) })();
const aReplica = (overrides: Partial<CacheGroup> = {}) => aCacheGroup({ id: 'queue-recovery', ...overrides });

test("a cache is found where the own region's side of it takes connections", async () => {
  expect(await locating([aReplica()])).toEqual({
    caches: [{ cache: 'queue', host: 'queue-recovery.example.com', port: 6379 }],
  });
});

test.each(['seed', 'cold'] as const)(
  'a cache that starts anew, %s, is not looked for',
  async (onRegionLoss) => {
    const plan = aDeployment();
    const caches = plan.caches.map((cache) => ({ ...cache, onRegionLoss }));
    expect(await locating([], { ...plan, caches })).toEqual({ caches: [] });
  },
);

test.each([
  ['that is not there', [], NotFound],
  ['without an address', [aReplica({ endpoint: undefined })], NotReady],
  ['of several shards', [aReplica({ shards: [[], []] })], TerminalState],
])('a cache %s is not called found', async (_, groups, expected) => {
  await expect(locating(groups)).rejects.toThrow(expected);
});
