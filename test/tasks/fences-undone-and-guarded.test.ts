import { guardRegion, stillMustFence } from '../../lambdas/guard-region/task';
import { unfenceRegion } from '../../lambdas/unfence-region/task';
import { LeaseLost, NotReady, Unfenced, Unreachable } from '../../lib/domain/errors';
import type { Fence } from '../../lib/domain/fence';
import { aDeployment } from '../helpers/a-plan';
import { aHeldRole, anOpenRun, aRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import { FakeCaches } from '../helpers/fake-caches';
import { anInstance, FakeDatabases } from '../helpers/fake-databases';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

describe('unfence-region', () => {
  const active = (id: string, status = 'active') => ({ id, status });

  function aFencedRegion({ role = aRole(), groups = [active('sg-000000f1')] } = {}) {
    const databases = new FakeDatabases([anInstance({ securityGroups: groups })], 'us-east-1');
    const caches = new FakeCaches();
    caches.groups.set('queue-primary', [active('sg-000000c1'), active('sg-000000c1')]);
    const task = unfenceRegion({
      deployment: aDeployment(),
      ledger: new InMemoryLedger(role),
      databases: () => databases,
      caches: () => caches,
    });
    return { databases, caches, unfence: () => task({ region: 'us-east-1' }) };
  }

  test('gives database and cache the groups back that the plan names, and does it once', async () => {
    const { databases, caches, unfence } = aFencedRegion();
    expect(await unfence()).toEqual({ unfenced: ['firebackup-primary', 'queue-primary'] });
    expect(await unfence()).toEqual({ unfenced: [] });
    expect([...databases.calls, ...caches.calls]).toEqual([
      'set groups of firebackup-primary to sg-00000001',
      'set groups of queue-primary to sg-00000011',
    ]);
  });

  test.each([
    ['on its way', [active('sg-000000f1', 'adding')]],
    [
      'on its way while the old one leaves',
      [active('sg-00000001', 'removing'), active('sg-000000f1', 'adding')],
    ],
  ])('undoes a fence that is %s: it would hold after nobody wants it any more', async (_, groups) => {
    const { databases, unfence } = aFencedRegion({ groups });
    await unfence();
    expect(databases.calls).toEqual(['set groups of firebackup-primary to sg-00000001']);
  });

  test('leaves groups alone that are no fence of ours', async () => {
    const { databases, unfence } = aFencedRegion({ groups: [active('sg-00000099')] });
    expect(await unfence()).toEqual({ unfenced: ['queue-primary'] });
    expect(databases.calls).toEqual([]);
  });

  test.each([
    [
      'another region is active',
      aRole({ activeRegion: 'us-west-2', epoch: 2 }),
      'us-west-2 is the active region',
    ],
    ['a run is taking the role away', aHeldRole(), 'run run-1 is moving the active role'],
  ])('is refused while %s', async (_, role, because) => {
    const { databases, unfence } = aFencedRegion({ role });
    await expect(unfence()).rejects.toThrow(LeaseLost);
    await expect(unfence()).rejects.toThrow(`us-east-1 stays fenced: ${because}`);
    expect(databases.calls).toEqual([]);
  });

  test.each([new Unreachable('timed out'), new NotReady('modifying')])(
    'does not call unfenced what could not be looked at, and gives the rest its turn first: %s',
    async (error) => {
      const { databases, caches, unfence } = aFencedRegion();
      databases.instance = () => Promise.reject(error);
      await expect(unfence()).rejects.toThrow(error);
      expect(caches.calls).toEqual(['set groups of queue-primary to sg-00000011']);
    },
  );
});

describe('guard-region', () => {
  const held: Fence = { component: 'database', id: 'main', outcome: 'held', because: 'it is a replica' };

  function aGuard(role = aRole(), fences: readonly Fence[] = [held], region = 'us-east-1') {
    const ledger = new InMemoryLedger(role);
    const fencedFor: string[] = [];
    const guard = guardRegion({
      region,
      ledger,
      fence: async (reason) => {
        fencedFor.push(reason);
        return fences;
      },
    });
    return { ledger, fencedFor, guard };
  }

  test('a role that came back since it was read stops the fencing just before a change', async () => {
    const ledger = new InMemoryLedger(aHeldRole());
    const check = stillMustFence({ region: 'us-east-1', ledger });
    await expect(check()).resolves.toBeUndefined();
    ledger.current = aRole();
    await expect(check()).rejects.toThrow(LeaseLost);
  });

  test('does nothing in the active region', async () => {
    const { fencedFor, guard } = aGuard();
    expect(await guard()).toEqual({ fences: [], because: undefined });
    expect(fencedFor).toEqual([]);
  });

  test('does nothing in the region that a run is moving the role to', async () => {
    const { fencedFor, guard } = aGuard(aHeldRole(), [held], 'us-west-2');
    await guard();
    expect(fencedFor).toEqual([]);
  });

  test.each([
    ['the role is being taken from', aHeldRole(), 'run-1'],
    [
      'the role was taken from',
      aRole({ activeRegion: 'us-west-2', epoch: 2, lastChange: { at: at(0), run: 'run-0' } }),
      'run-0',
    ],
    ['never had the role', aRole({ activeRegion: 'us-west-2', epoch: 3 }), 'epoch-3'],
  ])('fences a region that %s, each time for one and the same reason', async (_, role, reason) => {
    const { fencedFor, guard } = aGuard(role);
    expect(await guard()).toMatchObject({ fences: [held], because: expect.stringContaining('us-west-2') });
    await guard();
    expect(fencedFor).toEqual([reason, reason]);
  });

  test('fails when something of its region takes writes and cannot be fenced', async () => {
    const role = aRole({ activeRegion: 'us-west-2', openRun: anOpenRun() });
    const { guard } = aGuard(role, [held, { ...held, outcome: 'unfenced', because: 'it admits 10.0.0.0/8' }]);
    await expect(guard()).rejects.toThrow(Unfenced);
    await expect(guard()).rejects.toThrow('main: it admits 10.0.0.0/8');
  });

  test('changes nothing and fails while the ledger gives no answer', async () => {
    const { ledger, fencedFor, guard } = aGuard();
    ledger.role = () => Promise.reject(new Unreachable('the ledger is silent'));
    await expect(guard()).rejects.toThrow(Unreachable);
    expect(fencedFor).toEqual([]);
  });
});
