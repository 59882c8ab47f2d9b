import { unfenceRegion } from '../../lambdas/unfence-region/task';
import { unfence as unfenceAll } from '../../lambdas/unfence-region/unfence';
import { LeaseLost, NotReady, Unreachable } from '../../lib/domain/errors';
import { aDeployment } from '../helpers/a-plan';
import { aHeldRole, anOpenRun, aRole } from '../helpers/a-role';
import { FakeCaches } from '../helpers/fake-caches';
import { anInstance, FakeDatabases } from '../helpers/fake-databases';
import { FakePower } from '../helpers/fake-power';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

describe('unfence-region', () => {
  const active = (id: string, status = 'active') => ({ id, status });

  function aFencedRegion({
    role = aRole(),
    groups = [active('sg-000000f1')],
    deployment = aDeployment(),
    instance = {} as Parameters<typeof anInstance>[0],
    releasing = async () => {},
  } = {}) {
    const databases = new FakeDatabases([anInstance({ securityGroups: groups, ...instance })], 'us-east-1');
    const caches = new FakeCaches();
    caches.groups.set('queue-primary', [active('sg-000000c1'), active('sg-000000c1')]);
    const releases: string[] = [];
    const task = unfenceRegion({
      ledger: new InMemoryLedger(role),
      unfence: (region, beforeChange) =>
        unfenceAll(
          {
            deployment,
            databases,
            power: new FakePower(databases),
            caches,
            releaseWrites: async () => {
              await releasing();
              releases.push('released');
            },
            beforeChange,
          },
          region,
        ),
    });
    return { databases, caches, releases, unfence: () => task({ region: 'us-east-1' }) };
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
    [
      'a switchover has blocked its writes',
      aHeldRole({ openRun: anOpenRun({ workflow: 'switchover' }) }),
      'run run-1 is open',
    ],
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

  test('starts what was stopped as a fence, and gives it its groups once it runs', async () => {
    const tags = { 'firebackup:stopped-for': 'run-1' };
    const { databases, unfence } = aFencedRegion({ instance: { status: 'stopped', tags } });
    await expect(unfence()).rejects.toThrow('firebackup-primary was stopped as a fence and is being started');
    await expect(unfence()).rejects.toThrow(NotReady);
    expect(databases.calls).toEqual(['start firebackup-primary']);
    await databases.change('firebackup-primary', { status: 'available' });
    await unfence();
    expect(databases.calls.at(-1)).toBe('set groups of firebackup-primary to sg-00000001');
    expect((await databases.instance('firebackup-primary')).tags).toMatchObject({
      'firebackup:stopped-for': 'lifted',
    });
  });

  test('waits for an instance that starts, and not for the logins that it cannot be asked for yet', async () => {
    const deployment = aDeployment({ 'databases.0.applicationRoles': ['application'] });
    const instance = { status: 'stopped', tags: { 'firebackup:stopped-for': 'run-1' } };
    const releasing = () => Promise.reject(new Error('connect ECONNREFUSED'));
    const { unfence } = aFencedRegion({ deployment, instance, releasing });
    await expect(unfence()).rejects.toThrow(NotReady);
  });

  test('does not call opened a region whose application may not log in', async () => {
    const deployment = aDeployment({ 'databases.0.applicationRoles': ['application'] });
    const releasing = () => Promise.reject(new Unreachable('main gives no answer'));
    const { unfence } = aFencedRegion({ deployment, releasing });
    await expect(unfence()).rejects.toThrow('main gives no answer');
  });

  test('does not start what somebody else stopped', async () => {
    const { databases, unfence } = aFencedRegion({ instance: { status: 'stopped' }, groups: [] });
    await unfence();
    expect(databases.calls).toEqual([]);
  });

  test('lets the application log in again where the plan names its roles, also when a group could not be given back', async () => {
    const deployment = aDeployment({ 'databases.0.applicationRoles': ['application'] });
    const { databases, releases, unfence } = aFencedRegion({ deployment });
    await unfence();
    databases.instance = () => Promise.reject(new Unreachable('timed out'));
    await expect(unfence()).rejects.toThrow(Unreachable);
    expect(releases).toEqual(['released', 'released']);
  });
});
