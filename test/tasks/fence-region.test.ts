import { fence } from '../../lambdas/fence-region/fence';
import { fenceRegion } from '../../lambdas/fence-region/task';
import { LeaseLost, NotReady, Throttled, Unfenced, Unreachable } from '../../lib/domain/errors';
import type { Fence } from '../../lib/domain/fence';
import { aClock } from '../helpers/a-clock';
import { aDeployment } from '../helpers/a-plan';
import { aClaim, aHeldRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import { aDatastore, FakeCaches, someSecurityGroups } from '../helpers/fake-caches';
import { anInstance, FakeDatabases } from '../helpers/fake-databases';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const aPrimaryRegion = (instance: Parameters<typeof anInstance>[0] = {}) => ({
  deployment: aDeployment(),
  databases: new FakeDatabases([anInstance(instance)], 'us-east-1'),
  caches: new FakeCaches(aDatastore('us-east-1'), 'us-east-1'),
  securityGroups: someSecurityGroups(),
  beforeChange: async () => undefined,
});

const held = (component: string, id: string) => expect.objectContaining({ component, id, outcome: 'held' });

describe('fencing a region', () => {
  test('leaves the orchestrator alone with database and cache, and ends the sessions of the database', async () => {
    const region = aPrimaryRegion();
    expect(await fence(region, 'us-east-1', { fencedFor: 'run-1', patience: 'left' })).toEqual([
      held('database', 'main'),
      held('cache', 'queue'),
    ]);
    expect(region.databases.calls).toEqual([
      'set groups of firebackup-primary to sg-000000f1',
      'reboot firebackup-primary',
    ]);
    expect(region.caches.calls).toEqual(['set groups of queue-primary to sg-000000c1']);
  });

  test('a second time for the same run changes nothing, not even by another reboot', async () => {
    const region = aPrimaryRegion();
    const first = await fence(region, 'us-east-1', { fencedFor: 'run-1', patience: 'left' });
    const calls = [...region.databases.calls, ...region.caches.calls];
    expect(await fence(region, 'us-east-1', { fencedFor: 'run-1', patience: 'left' })).toEqual(first);
    expect([...region.databases.calls, ...region.caches.calls]).toEqual(calls);
  });

  test('for another run ends the sessions again', async () => {
    const region = aPrimaryRegion({
      securityGroups: [{ id: 'sg-000000f1', status: 'active' }],
      tags: { 'firebackup:fenced-for': 'run-0' },
    });
    await fence(region, 'us-east-1', { fencedFor: 'run-1', patience: 'left' });
    expect(region.databases.calls).toEqual(['reboot firebackup-primary']);
  });

  test('does not call an instance fenced that cannot be rebooted', async () => {
    const region = aPrimaryRegion({ status: 'storage-full' });
    const [database] = await fence(region, 'us-east-1', { fencedFor: 'run-1', patience: 'left' });
    expect(database).toMatchObject({ outcome: 'unfenced' });
    expect(database?.because).toContain('open sessions may go on: firebackup-primary is storage-full');
    expect(region.databases.calls).toEqual(['set groups of firebackup-primary to sg-000000f1']);
  });

  test('does not take throttling for a region that gives no answer', async () => {
    const region = aPrimaryRegion();
    region.databases.instance = () => Promise.reject(new Throttled('rate exceeded'));
    await expect(fence(region, 'us-east-1', { fencedFor: 'run-1', patience: 'left' })).rejects.toThrow(
      Throttled,
    );
  });

  test('reboots only once the group is in force', async () => {
    const region = aPrimaryRegion();
    region.databases.settingGroupsLeaves = 'adding';
    await expect(fence(region, 'us-east-1', { fencedFor: 'run-1', patience: 'left' })).rejects.toThrow(
      NotReady,
    );
    await expect(fence(region, 'us-east-1', { fencedFor: 'run-1', patience: 'left' })).rejects.toThrow(
      'sg-000000f1 of firebackup-primary',
    );
    expect(region.databases.calls).toEqual(['set groups of firebackup-primary to sg-000000f1']);

    await region.databases.change('firebackup-primary', {
      securityGroups: [{ id: 'sg-000000f1', status: 'active' }],
    });
    await fence(region, 'us-east-1', { fencedFor: 'run-1', patience: 'left' });
    expect(region.databases.calls.at(-1)).toBe('reboot firebackup-primary');
  });

  test('waits for the group of a cache too', async () => {
    const region = aPrimaryRegion();
    region.caches.settingGroupsLeaves = 'adding';
    await expect(fence(region, 'us-east-1', { fencedFor: 'run-1', patience: 'left' })).rejects.toThrow(
      'sg-000000c1 of queue-primary',
    );
  });

  test('does not take a group that lets others in for a fence, and touches nothing', async () => {
    const securityGroups = someSecurityGroups({
      'sg-000000f1': ['sg-000000a1', '0.0.0.0/0'],
      'sg-000000c1': ['sg-1'],
    });
    const region = { ...aPrimaryRegion(), securityGroups };
    expect(await fence(region, 'us-east-1', { fencedFor: 'run-1', patience: 'left' })).toEqual([
      {
        component: 'database',
        id: 'main',
        outcome: 'unfenced',
        because: 'sg-000000f1 is no fence: it admits 0.0.0.0/0',
      },
      {
        component: 'cache',
        id: 'queue',
        outcome: 'unfenced',
        because: 'sg-000000c1 is no fence: it admits sg-1',
      },
    ]);
    expect([...region.databases.calls, ...region.caches.calls]).toEqual([]);
  });

  test('leaves replicas as they are: they take no writes', async () => {
    const region = {
      ...aPrimaryRegion({ replicaSource: 'arn:other' }),
      caches: new FakeCaches(aDatastore('us-west-2'), 'us-east-1'),
    };
    expect(await fence(region, 'us-east-1', { fencedFor: 'run-1', patience: 'left' })).toEqual([
      held('database', 'main'),
      held('cache', 'queue'),
    ]);
    expect([...region.databases.calls, ...region.caches.calls]).toEqual([]);
  });

  test('ends the sessions again of whoever got in after an earlier fence of the same run', async () => {
    const region = aPrimaryRegion({ tags: { 'firebackup:fenced-for': 'run-1' } });
    await fence(region, 'us-east-1', { fencedFor: 'run-1', patience: 'left' });
    expect(region.databases.calls).toContain('reboot firebackup-primary');
  });

  test('takes what is only put off for unfenced once patience is over', async () => {
    const region = aPrimaryRegion();
    region.databases.settingGroupsLeaves = 'adding';
    const [database, cache] = await fence(region, 'us-east-1', { fencedFor: 'run-1', patience: 'over' });
    expect(database).toMatchObject({ outcome: 'unfenced' });
    expect(database?.because).toContain('not in force yet');
    expect(cache).toEqual(held('cache', 'queue'));
  });

  test('changes nothing when the fence is not wanted any more', async () => {
    const beforeChange = () => Promise.reject(new LeaseLost('another run has it'));
    const region = { ...aPrimaryRegion(), beforeChange };
    await expect(fence(region, 'us-east-1', { fencedFor: 'run-1', patience: 'over' })).rejects.toThrow(
      LeaseLost,
    );
    expect([...region.databases.calls, ...region.caches.calls]).toEqual([]);
  });

  test('reports what gives no answer as unfenced and fences the rest', async () => {
    const region = aPrimaryRegion();
    region.databases.instance = () => Promise.reject(new Unreachable('rds in us-east-1: timed out'));
    expect(await fence(region, 'us-east-1', { fencedFor: 'run-1', patience: 'left' })).toEqual([
      { component: 'database', id: 'main', outcome: 'unfenced', because: 'rds in us-east-1: timed out' },
      held('cache', 'queue'),
    ]);
  });
});

describe('the task fence-region', () => {
  const unfenced: Fence = { component: 'database', id: 'main', outcome: 'unfenced', because: 'timed out' };

  const aTask = (overrides: { whenUnfenced?: 'promote' | 'stop'; ledger?: InMemoryLedger } = {}) => {
    const fenced: string[] = [];
    const task = fenceRegion({
      ledger: new InMemoryLedger(aHeldRole()),
      fence: async (region, { run }, patience) => {
        fenced.push(`${region} for ${run}, patience ${patience}`);
        return [unfenced];
      },
      whenUnfenced: 'promote',
      now: aClock(5).now,
      ...overrides,
    });
    return { fenced, task };
  };
  const decision = { claim: aClaim(), from: 'us-east-1' };
  const patience = 'left';

  test('fences the region that the run leaves, and says when', async () => {
    const { fenced, task } = aTask();
    expect(await task({ decision, patience })).toEqual({ fences: [unfenced], at: at(5) });
    expect(fenced).toEqual(['us-east-1 for run-1, patience left']);
  });

  test('stops at an open fence when the plan says stop', async () => {
    const { task } = aTask({ whenUnfenced: 'stop' });
    await expect(task({ decision, patience })).rejects.toThrow(Unfenced);
    await expect(task({ decision, patience })).rejects.toThrow(
      'database main: timed out; the plan says stop',
    );
  });

  test('goes on past an open fence when a named person approved', async () => {
    const { task } = aTask({ whenUnfenced: 'stop' });
    expect(await task({ decision: { ...decision, approvedBy: 'ada' }, patience })).toMatchObject({
      fences: [unfenced],
    });
  });

  test('fences nothing for a run that lost its lease', async () => {
    const ledger = new InMemoryLedger(aHeldRole({ lease: { owner: 'execution-2', expiresAt: at(99) } }));
    const { fenced, task } = aTask({ ledger });
    await expect(task({ decision, patience })).rejects.toThrow(LeaseLost);
    expect(fenced).toEqual([]);
  });
});
