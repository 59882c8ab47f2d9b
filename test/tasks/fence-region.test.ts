import { type FenceDeps, fence, type Patience } from '../../lambdas/fence-region/fence';
import { fenceRegion } from '../../lambdas/fence-region/task';
import { LeaseLost, NotReady, Throttled, Unfenced, Unreachable } from '../../lib/domain/errors';
import type { Fence } from '../../lib/domain/fence';
import { SELF_FENCED_SECONDS } from '../../lib/domain/isolation';
import { aClock } from '../helpers/a-clock';
import { aDeployment } from '../helpers/a-plan';
import { aClaim, aHeldRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import { aDatastore, FakeCaches, someSecurityGroups } from '../helpers/fake-caches';
import { anInstance, FakeDatabases } from '../helpers/fake-databases';
import { FakePower } from '../helpers/fake-power';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

type Blocked = Awaited<ReturnType<FenceDeps['blockWrites']>>;

const aPrimaryRegion = (instance: Parameters<typeof anInstance>[0] = {}) => {
  const databases = new FakeDatabases([anInstance(instance)], 'us-east-1');
  return {
    deployment: aDeployment(),
    databases,
    power: new FakePower(databases),
    caches: new FakeCaches(aDatastore('us-east-1'), 'us-east-1'),
    securityGroups: someSecurityGroups(),
    blockWrites: async (): Promise<Blocked> => {
      throw new Unreachable('write-access in us-east-1: timed out');
    },
    beforeChange: async () => undefined,
    now: aClock(5).now,
  };
};
type Region = Omit<ReturnType<typeof aPrimaryRegion>, 'beforeChange'> & Pick<FenceDeps, 'beforeChange'>;

const forRun1 = (patience: Patience = 'left') => ({ fencedFor: 'run-1', patience });

/** Fences as the machine does: the reboot is waited for, and is over by the next call. */
async function fenceInTheEnd(region: Region, fencedFor = 'run-1'): Promise<readonly Fence[]> {
  try {
    return await fence(region, 'us-east-1', { fencedFor, patience: 'left' });
  } catch (error) {
    expect((error as Error).message).toBe('the sessions of firebackup-primary are being ended by a reboot');
    await region.databases.change('firebackup-primary', { status: 'available' });
    return fence(region, 'us-east-1', { fencedFor, patience: 'left' });
  }
}

const held = (component: string, id: string) => expect.objectContaining({ component, id, outcome: 'held' });

describe('fencing a region', () => {
  test('leaves the orchestrator alone with database and cache, and ends the sessions of the database', async () => {
    const region = aPrimaryRegion();
    expect(await fenceInTheEnd(region)).toEqual([held('database', 'main'), held('cache', 'queue')]);
    expect(region.databases.calls).toEqual([
      'set groups of firebackup-primary to sg-000000f1',
      'reboot firebackup-primary',
    ]);
    expect(region.caches.calls).toEqual(['set groups of queue-primary to sg-000000c1']);
  });

  test('a second time for the same run changes nothing, not even by another reboot', async () => {
    const region = aPrimaryRegion();
    const first = await fenceInTheEnd(region);
    const calls = [...region.databases.calls, ...region.caches.calls];
    expect(await fence(region, 'us-east-1', forRun1())).toEqual(first);
    expect([...region.databases.calls, ...region.caches.calls]).toEqual(calls);
  });

  test('for another run ends the sessions again', async () => {
    const region = aPrimaryRegion({
      securityGroups: [{ id: 'sg-000000f1', status: 'active' }],
      tags: { 'firebackup:fenced-for': 'run-0' },
    });
    await fenceInTheEnd(region);
    expect(region.databases.calls).toEqual(['reboot firebackup-primary']);
  });

  test('does not call an instance fenced that cannot be rebooted', async () => {
    const region = aPrimaryRegion({ status: 'storage-full' });
    region.power.refusesBecause = 'cannot stop it while it is storage-full';
    const [database] = await fence(region, 'us-east-1', forRun1());
    expect(database).toMatchObject({ outcome: 'unfenced' });
    expect(database?.because).toContain('open sessions may go on: firebackup-primary is storage-full');
    expect(region.databases.calls).toEqual([
      'set groups of firebackup-primary to sg-000000f1',
      'stop firebackup-primary',
    ]);
  });

  test('does not take throttling for a region that gives no answer', async () => {
    const region = aPrimaryRegion();
    region.databases.instance = () => Promise.reject(new Throttled('rate exceeded'));
    await expect(fence(region, 'us-east-1', forRun1())).rejects.toThrow(Throttled);
  });

  test('reboots only once the group is in force', async () => {
    const region = aPrimaryRegion();
    region.databases.settingGroupsLeaves = 'adding';
    await expect(fence(region, 'us-east-1', forRun1())).rejects.toThrow(NotReady);
    await expect(fence(region, 'us-east-1', forRun1())).rejects.toThrow('sg-000000f1 of firebackup-primary');
    expect(region.databases.calls).toEqual(['set groups of firebackup-primary to sg-000000f1']);

    await region.databases.change('firebackup-primary', {
      securityGroups: [{ id: 'sg-000000f1', status: 'active' }],
    });
    await fenceInTheEnd(region);
    expect(region.databases.calls.at(-1)).toBe('reboot firebackup-primary');
  });

  test('waits for the group of a cache too', async () => {
    const region = aPrimaryRegion({ replicaSource: 'arn:other' });
    region.caches.settingGroupsLeaves = 'adding';
    await expect(fence(region, 'us-east-1', forRun1())).rejects.toThrow('sg-000000c1 of queue-primary');
  });

  test('does not take a group that lets others in for a fence', async () => {
    const securityGroups = someSecurityGroups({
      'sg-000000f1': ['sg-000000a1', '0.0.0.0/0'],
      'sg-000000c1': ['sg-1'],
    });
    const region = { ...aPrimaryRegion(), securityGroups };
    region.power.refusesBecause = 'it has a read replica';
    expect(await fence(region, 'us-east-1', forRun1())).toEqual([
      {
        component: 'database',
        id: 'main',
        outcome: 'unfenced',
        because:
          'sg-000000f1 is no fence: it admits 0.0.0.0/0; the plan names no applicationRoles of main; it has a read replica',
      },
      {
        component: 'cache',
        id: 'queue',
        outcome: 'unfenced',
        because: 'sg-000000c1 is no fence: it admits sg-1',
      },
    ]);
    expect([...region.databases.calls, ...region.caches.calls]).toEqual(['stop firebackup-primary']);
  });

  test('leaves replicas as they are: they take no writes', async () => {
    const region = {
      ...aPrimaryRegion({ replicaSource: 'arn:other' }),
      caches: new FakeCaches(aDatastore('us-west-2'), 'us-east-1'),
    };
    expect(await fence(region, 'us-east-1', forRun1())).toEqual([
      held('database', 'main'),
      held('cache', 'queue'),
    ]);
    expect([...region.databases.calls, ...region.caches.calls]).toEqual([]);
  });

  test('ends the sessions again of whoever got in after an earlier fence of the same run', async () => {
    const region = aPrimaryRegion({ tags: { 'firebackup:fenced-for': 'run-1' } });
    await fenceInTheEnd(region);
    expect(region.databases.calls).toContain('reboot firebackup-primary');
  });

  test('takes what is only put off for unfenced once patience is over', async () => {
    const region = aPrimaryRegion();
    region.databases.settingGroupsLeaves = 'adding';
    region.power.refusesBecause = 'it has a read replica';
    const [database, cache] = await fence(region, 'us-east-1', forRun1('over'));
    expect(database).toMatchObject({ outcome: 'unfenced' });
    expect(database?.because).toContain('not in force yet');
    expect(cache).toEqual(held('cache', 'queue'));
  });

  test('changes nothing when the fence is not wanted any more', async () => {
    const beforeChange = () => Promise.reject(new LeaseLost('another run has it'));
    const region = { ...aPrimaryRegion(), beforeChange };
    await expect(fence(region, 'us-east-1', forRun1('over'))).rejects.toThrow(LeaseLost);
    expect([...region.databases.calls, ...region.caches.calls]).toEqual([]);
  });

  test('asks a region that answers nothing no more than once', async () => {
    const silence = new Unreachable('us-east-1: timed out');
    const region = {
      ...aPrimaryRegion(),
      deployment: withRoles(),
      securityGroups: { admits: () => Promise.reject(silence) },
      blockWrites: async () => {
        throw new Error('the region was asked again');
      },
    };
    region.databases.instance = () => Promise.reject(silence);
    region.caches.globalDatastore = () => Promise.reject(silence);
    expect(await fence(region, 'us-east-1', forRun1())).toEqual([
      {
        component: 'database',
        id: 'main',
        outcome: 'unfenced',
        silent: true,
        because: 'us-east-1: timed out',
      },
      { component: 'cache', id: 'queue', outcome: 'unfenced', silent: true, because: 'us-east-1: timed out' },
    ]);
  });

  test('says since when it held, also when it is asked again later', async () => {
    const region = aPrimaryRegion();
    const [first] = await fenceInTheEnd(region);
    const [again] = await fence({ ...region, now: aClock(500).now }, 'us-east-1', forRun1());
    expect(first?.heldAt).toBe(at(5));
    expect(again?.heldAt).toBe(at(5));
  });

  test('does not believe in a reboot that is not over, whatever patience is left', async () => {
    const region = aPrimaryRegion();
    region.power.refusesBecause = 'cannot stop it while it is rebooting';
    await expect(fence(region, 'us-east-1', forRun1())).rejects.toThrow(NotReady);
    const [database] = await fence(region, 'us-east-1', forRun1('over'));
    expect(database).toMatchObject({ outcome: 'unfenced' });
    expect(database?.because).toContain('are being ended by a reboot');
  });
});

const withRoles = () => aDeployment({ 'databases.0.applicationRoles': ['application'] });

describe('where the security group cannot be put into force', () => {
  const leaking = { securityGroups: someSecurityGroups({ 'sg-000000f1': ['0.0.0.0/0'] }) };
  const blocking = (outcome: 'blocked' | 'standby' = 'blocked') => ({
    deployment: withRoles(),
    blockWrites: async (): Promise<Blocked> => ({
      databases: [
        outcome === 'standby'
          ? { database: 'main', outcome }
          : { database: 'main', outcome, lsn: '0/1', sessionsEnded: 2, at: at(4) },
      ],
    }),
  });
  const database = async (region: Region, patience: Patience = 'left') =>
    (await fence(region, 'us-east-1', forRun1(patience)))[0];

  test('the logins of the application are blocked, and the reason is kept', async () => {
    const region = { ...aPrimaryRegion(), ...leaking, ...blocking() };
    expect(await database(region)).toEqual({
      component: 'database',
      id: 'main',
      outcome: 'held',
      how: 'roles',
      heldAt: at(5),
      because:
        'application may not log in to main and have no session left; other roles may; ' +
        'better was not to be had: sg-000000f1 is no fence: it admits 0.0.0.0/0',
    });
    expect(region.databases.calls).toEqual([]);
  });

  test('a database that turns out to be a standby takes no writes', async () => {
    const region = { ...aPrimaryRegion(), ...leaking, ...blocking('standby') };
    expect(await database(region)).toMatchObject({ outcome: 'held', how: 'replica' });
  });

  test('neither is asked while there is patience left for what AWS only put off', async () => {
    const region = { ...aPrimaryRegion(), ...blocking() };
    region.databases.settingGroupsLeaves = 'adding';
    await expect(database(region)).rejects.toThrow('not in force yet');
    expect(await database(region, 'over')).toMatchObject({ how: 'roles' });
  });

  test('the instance is stopped when logins cannot be blocked, and holds only once it is', async () => {
    const region = { ...aPrimaryRegion(), ...leaking };
    const stopping = await database(region);
    expect(stopping).toMatchObject({ outcome: 'unfenced' });
    expect(stopping?.because).toBe(
      'sg-000000f1 is no fence: it admits 0.0.0.0/0; the plan names no applicationRoles of main; ' +
        'firebackup-primary is being stopped',
    );
    await database(region);
    expect(region.databases.calls).toEqual(['stop firebackup-primary']);

    await region.databases.change('firebackup-primary', { status: 'stopped', restartsAt: at(9) });
    expect(await database(region)).toMatchObject({ outcome: 'held', how: 'stopped', until: at(9) });
  });

  test('nothing worked is said with every reason', async () => {
    const region = { ...aPrimaryRegion(), ...leaking, deployment: withRoles() };
    region.power.refusesBecause = 'it has a read replica';
    expect(await database(region)).toEqual({
      component: 'database',
      id: 'main',
      outcome: 'unfenced',
      because:
        'sg-000000f1 is no fence: it admits 0.0.0.0/0; write-access in us-east-1: timed out; it has a read replica',
    });
  });

  test('a stopped instance behind its group is fenced for good, whenever it starts again', async () => {
    const region = aPrimaryRegion({
      status: 'stopped',
      securityGroups: [{ id: 'sg-000000f1', status: 'active' }],
    });
    expect(await database(region)).toMatchObject({ outcome: 'held', how: 'security-group' });
  });

  test('is asked for once, however many databases there are', async () => {
    const main = withRoles().databases[0];
    if (!main) throw new Error('the plan has a database');
    const deployment = { ...withRoles(), databases: [main, { ...main, id: 'orders' }] };
    const asked: string[] = [];
    const blockWrites = async (run: string): Promise<Blocked> => {
      asked.push(run);
      throw new Unreachable('write-access in us-east-1: timed out');
    };
    const region = { ...aPrimaryRegion(), ...leaking, deployment, blockWrites };
    region.power.refusesBecause = 'it has a read replica';
    const [first, second] = await fence(region, 'us-east-1', forRun1());
    expect([first?.because, second?.because]).toEqual([
      expect.stringContaining('timed out'),
      expect.stringContaining('timed out'),
    ]);
    expect(asked).toEqual(['run-1']);
  });

  test.each(['left', 'over'] as const)(
    'a ledger that is silent to us ends it, patience %s',
    async (patience) => {
      const beforeChange = () => Promise.reject(new Unreachable('the ledger is silent'));
      const region = { ...aPrimaryRegion(), ...leaking, ...blocking(), beforeChange };
      await expect(database(region, patience)).rejects.toThrow('the ledger is silent');
      expect([...region.databases.calls, ...region.caches.calls]).toEqual([]);
    },
  );

  test('a lease that is lost on the way ends it', async () => {
    const beforeChange = () => Promise.reject(new LeaseLost('another run has it'));
    const region = { ...aPrimaryRegion(), ...leaking, ...blocking(), beforeChange };
    await expect(database(region)).rejects.toThrow(LeaseLost);
  });
});

describe('the task fence-region', () => {
  const unfenced: Fence = { component: 'database', id: 'main', outcome: 'unfenced', because: 'timed out' };

  const aTask = (overrides: Partial<Parameters<typeof fenceRegion>[0]> = {}) => {
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
    expect(await task({ decision, patience })).toEqual({
      fences: [unfenced],
      next: 'promote',
      since: at(0),
      at: at(5),
    });
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

  test('asks to be called again for a silent region, and no more once that must have fenced itself', async () => {
    const silent: Fence = { ...unfenced, silent: true };
    const waiting = { whenUnfenced: 'wait', fence: async () => [silent] } as const;
    const { task } = aTask(waiting);
    expect(await task({ decision, patience })).toMatchObject({
      next: 'wait',
      fences: [silent],
      since: at(0),
    });
    const late = aTask({ ...waiting, now: aClock(SELF_FENCED_SECONDS).now });
    expect(await late.task({ decision, patience })).toMatchObject({
      next: 'promote',
      fences: [
        { outcome: 'unfenced', because: expect.stringContaining('timed out; it was waited for until') },
      ],
    });
  });

  test('fences nothing for a run that lost its lease', async () => {
    const ledger = new InMemoryLedger(aHeldRole({ lease: { owner: 'execution-2', expiresAt: at(99) } }));
    const { fenced, task } = aTask({ ledger });
    await expect(task({ decision, patience })).rejects.toThrow(LeaseLost);
    expect(fenced).toEqual([]);
  });
});
