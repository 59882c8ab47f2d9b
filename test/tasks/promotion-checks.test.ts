import { checkCachePromotion } from '../../lambdas/check-cache-promotion/task';
import { checkPromotion } from '../../lambdas/check-promotion/task';
import { promoteCache } from '../../lambdas/promote-cache/task';
import { verifyWrites } from '../../lambdas/verify-writes/task';
import { LeaseLost, NotReady, TerminalState } from '../../lib/domain/errors';
import { promoting } from '../../lib/domain/role';
import type { Heartbeat } from '../../lib/postgres/heartbeat';
import { aClock } from '../helpers/a-clock';
import { aDeployment } from '../helpers/a-plan';
import { aClaim, aHeldRole, aRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import { FakeCacheGroups } from '../helpers/fake-cache-groups';
import { aDatastore, FakeCaches } from '../helpers/fake-caches';
import { aReplica, FakeDatabases } from '../helpers/fake-databases';
import { FakeObjects } from '../helpers/fake-objects';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const claim = aClaim();
const { now } = aClock(5);

describe('verify-writes', () => {
  const input = { claim, database: 'main' };
  const admit = async () => undefined;

  test('lets the application in only once the database takes writes', async () => {
    const admitted: string[] = [];
    const verify = (beat: Heartbeat | undefined) =>
      verifyWrites({ write: async () => beat, admit: async (database) => void admitted.push(database), now })(
        input,
      );
    await expect(verify(undefined)).rejects.toThrow(NotReady);
    expect(admitted).toEqual([]);
    await verify({ epoch: 2, writtenAt: at(4), firstXid: '740', firstLsn: '0/5000' });
    expect(admitted).toEqual(['main']);
  });

  test('writes under the next epoch, and again when called again', async () => {
    const written: string[] = [];
    const write = async (database: string, epoch: number) => {
      written.push(`${database} in epoch ${epoch}`);
      return { epoch, writtenAt: at(4), firstXid: '740', firstLsn: '0/5000' };
    };
    const task = verifyWrites({ write, admit, now });
    const verified = { epoch: 2, firstXid: '740', lsn: '0/5000', at: at(5) };
    expect(await task(input)).toEqual(verified);
    expect(await task(input)).toEqual(verified);
    expect(written).toEqual(['main in epoch 2', 'main in epoch 2']);
  });

  test('waits for a database that is still a standby', async () => {
    await expect(verifyWrites({ write: async () => undefined, admit, now })(input)).rejects.toThrow(NotReady);
  });
});

describe('check-promotion', () => {
  const promoted = { replicaSource: undefined, replicationStatus: undefined };
  const input = { claim, database: 'main', written: { epoch: 2 } };
  const aTask = (overrides: Parameters<typeof aReplica>[0], ledger = new InMemoryLedger(aHeldRole())) =>
    checkPromotion({
      deployment: aDeployment(),
      ledger,
      databases: new FakeDatabases([aReplica(overrides)]),
      now,
    });

  test('passes a promotion that all four tests call complete', async () => {
    expect(await aTask(promoted)(input)).toEqual({ database: 'main', at: at(5) });
  });

  test.each([
    ['is a replica', {}, input],
    ['reboots', { ...promoted, status: 'rebooting' }, input],
    ['took no write', promoted, { claim, database: 'main' }],
    ['took a write of the epoch before only', promoted, { ...input, written: { epoch: 1 } }],
  ])('waits while the instance %s', async (_, overrides, given) => {
    await expect(aTask(overrides)(given)).rejects.toThrow(NotReady);
  });

  test('gives up on an instance that does not come back', async () => {
    await expect(aTask({ status: 'incompatible-parameters' })(input)).rejects.toThrow(TerminalState);
  });

  test('keeps the lease of a long promotion, and fails without one', async () => {
    const ledger = new InMemoryLedger(aHeldRole({ lease: { owner: 'execution-1', expiresAt: at(10) } }));
    await aTask(promoted, ledger)(input);
    expect(ledger.current.lease?.expiresAt).toBe(at(125));
    await expect(aTask(promoted, new InMemoryLedger(aRole()))(input)).rejects.toThrow(LeaseLost);
  });
});

describe('promote-cache', () => {
  const input = { claim, cache: 'queue' };
  const aPromotingRun = () => new InMemoryLedger(promoting(aHeldRole(), at(4)));
  const aTask = (caches: FakeCaches, ledger = aPromotingRun(), deployment = aDeployment()) =>
    promoteCache({
      deployment,
      ledger,
      caches,
      groups: new FakeCacheGroups(),
      objects: new FakeObjects(),
      now,
    });

  test('makes the member of its own region the primary, once', async () => {
    const caches = new FakeCaches();
    const task = aTask(caches);
    expect(await task(input)).toEqual({ outcome: 'accepted', at: at(5) });
    await expect(task(input)).rejects.toThrow(NotReady);
    caches.datastore = aDatastore('us-west-2');
    expect(await task(input)).toEqual({ outcome: 'already', at: at(5) });
    expect(caches.calls).toEqual(['fail ldgnf-queue over to queue-recovery in us-west-2']);
  });

  test.each(['promote', 'cold'] as const)(
    'a cache that is to %s waits for the first database: a run that may be undone moves none',
    async (onRegionLoss) => {
      const caches = new FakeCaches();
      const ledger = new InMemoryLedger(aHeldRole());
      const waiting = aTask(caches, ledger, aDeployment({ 'caches.0.onRegionLoss': onRegionLoss }))(input);
      await expect(waiting).rejects.toThrow(NotReady);
      await expect(waiting).rejects.toThrow('no promotion of a database was asked for yet by run run-1');
      expect(caches.calls).toEqual([]);
      expect(ledger.doings).toEqual([]);
    },
  );

  test('gives a member that was fenced its own groups back before it takes writes', async () => {
    const caches = new FakeCaches();
    caches.groups.set('queue-recovery', [{ id: 'sg-000000c2', status: 'active' }]);
    await aTask(caches)(input);
    expect(caches.calls).toEqual([
      'set groups of queue-recovery to sg-00000012',
      'fail ldgnf-queue over to queue-recovery in us-west-2',
    ]);
  });

  test('leaves a member that is the primary alone', async () => {
    const caches = new FakeCaches(aDatastore('us-west-2'));
    expect(await aTask(caches)(input)).toMatchObject({ outcome: 'already' });
    expect(caches.calls).toEqual([]);
  });

  test('waits for a datastore that is busy with something: nobody knows with what', async () => {
    const caches = new FakeCaches(aDatastore('us-east-1', { status: 'modifying' }));
    await expect(aTask(caches)(input)).rejects.toThrow(NotReady);
    expect(caches.calls).toEqual([]);
  });

  test('promotes nothing for a run that was closed', async () => {
    const caches = new FakeCaches();
    await expect(aTask(caches, new InMemoryLedger(aRole()))(input)).rejects.toThrow(LeaseLost);
    expect(caches.calls).toEqual([]);
  });
});

describe('check-cache-promotion', () => {
  const check = (datastore = aDatastore()) =>
    checkCachePromotion({
      deployment: aDeployment(),
      caches: new FakeCaches(datastore),
      groups: new FakeCacheGroups(),
      now,
    })({ cache: 'queue' });

  test('passes once the member of its own region is the primary', async () => {
    expect(await check(aDatastore('us-west-2'))).toEqual({ cache: 'queue', how: 'promoted', at: at(5) });
  });

  test.each([
    ['a secondary', aDatastore('us-east-1'), 'is secondary, expected primary'],
    ['no member', aDatastore('us-east-1', { members: [] }), 'is no member, expected primary'],
  ])('waits while it is %s', async (_, datastore, because) => {
    await expect(check(datastore)).rejects.toThrow(NotReady);
    await expect(check(datastore)).rejects.toThrow(because);
  });
});
