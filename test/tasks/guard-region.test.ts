import { hearLedger } from '../../lambdas/guard-region/hear-ledger';
import { notesOn } from '../../lambdas/guard-region/notes';
import { guardRegion } from '../../lambdas/guard-region/task';
import { wornFences } from '../../lambdas/guard-region/worn-fences';
import { AccessDenied, LeaseLost, Throttled, Unfenced, Unreachable } from '../../lib/domain/errors';
import type { Fence } from '../../lib/domain/fence';
import type { IsolationRule } from '../../lib/domain/isolation';
import type { Role } from '../../lib/domain/role';
import { aDeployment } from '../helpers/a-plan';
import { aHeldRole, anOpenRun, aRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import { aDatastore, FakeCaches } from '../helpers/fake-caches';
import { anInstance, FakeDatabases } from '../helpers/fake-databases';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const held: Fence = { component: 'database', id: 'main', outcome: 'held', because: 'it is a replica' };
const silent = { role: () => Promise.reject(new Unreachable('the ledger is silent')) };

interface Settings {
  readonly role?: Role;
  readonly fences?: readonly Fence[];
  readonly region?: string;
  readonly isolation?: IsolationRule;
  readonly tags?: Readonly<Record<string, string>>;
}

function aGuard(settings: Settings = {}) {
  const { role = aRole(), fences = [held], region = 'us-east-1', isolation = 'keep', tags = {} } = settings;
  const databases = new FakeDatabases([anInstance({ tags })]);
  const caches = new FakeCaches(aDatastore(), region);
  const world = { second: 0, ledger: new InMemoryLedger(role) as Pick<InMemoryLedger, 'role'> };
  const doings: string[] = [];
  const guard = guardRegion({
    region,
    isolation,
    hear: () => hearLedger(world.ledger, [silent, silent]),
    notes: notesOn(databases, ['firebackup-primary']),
    fence: async (reason, beforeChange) => {
      await beforeChange();
      doings.push(`fence for ${reason}`);
      return fences;
    },
    unfence: async (beforeChange) => {
      await beforeChange();
      doings.push('unfence');
      return ['firebackup-primary'];
    },
    worn: wornFences({ deployment: aDeployment(), databases, caches }, region),
    now: () => at(world.second),
  });
  return { world, databases, caches, doings, guard };
}

describe('while the ledger answers', () => {
  test('nothing is done in the active region', async () => {
    const { doings, guard } = aGuard();
    expect(await guard()).toEqual({ fences: [], because: undefined, lifted: [] });
    expect(doings).toEqual([]);
  });

  test('nothing is done in the region that a run is moving the role to', async () => {
    const { doings, guard } = aGuard({ role: aHeldRole(), region: 'us-west-2' });
    await guard();
    expect(doings).toEqual([]);
  });

  test.each([
    ['the role is being taken from', aHeldRole(), 'run-1'],
    [
      'the role was taken from',
      aRole({
        activeRegion: 'us-west-2',
        epoch: 2,
        lastChange: { at: at(0), run: 'run-0' },
      }),
      'run-0',
    ],
    ['never had the role', aRole({ activeRegion: 'us-west-2', epoch: 3 }), 'epoch-3'],
  ])('a region that %s is fenced, each time for one and the same reason', async (_, role, reason) => {
    const { doings, guard } = aGuard({ role });
    expect(await guard()).toMatchObject({ fences: [held], because: expect.stringContaining('us-west-2') });
    await guard();
    expect(doings).toEqual([`fence for ${reason}`, `fence for ${reason}`]);
  });

  test('a role that came back since it was read stops the fencing just before a change', async () => {
    const { world, doings, guard } = aGuard({ role: aHeldRole() });
    const answers = [aHeldRole(), aRole()];
    world.ledger = { role: async () => answers.shift() ?? aRole() };
    await expect(guard()).rejects.toThrow(LeaseLost);
    expect(doings).toEqual([]);
  });

  test('it fails when something of its region takes writes and cannot be fenced', async () => {
    const role = aRole({ activeRegion: 'us-west-2', openRun: anOpenRun() });
    const fences = [held, { ...held, outcome: 'unfenced', because: 'it admits 10.0.0.0/8' } as const];
    const { guard } = aGuard({ role, fences });
    await expect(guard()).rejects.toThrow(Unfenced);
    await expect(guard()).rejects.toThrow('main unfenced: it admits 10.0.0.0/8');
  });

  test('it fails while the active region wears a fence that no run will take off, and changes nothing', async () => {
    const { databases, caches, doings, guard } = aGuard();
    await databases.change('firebackup-primary', {
      securityGroups: [{ id: 'sg-000000f1', status: 'active' }],
    });
    caches.groups.set('queue-primary', [{ id: 'sg-000000c1', status: 'adding' }]);
    await expect(guard()).rejects.toThrow(
      'us-east-1 is active in epoch 1 and no run is open, yet firebackup-primary, queue-primary has its fence group',
    );
    expect(doings).toEqual([]);
  });

  test('a fence on the region that a run is making active is no alarm: the run takes it off', async () => {
    const role = aHeldRole({ openRun: anOpenRun({ workflow: 'switchover' }) });
    const { databases, guard } = aGuard({ role });
    await databases.change('firebackup-primary', {
      securityGroups: [{ id: 'sg-000000f1', status: 'active' }],
    });
    await guard();
  });

  test('an instance that is not there does not keep it from fencing the rest', async () => {
    const { databases, doings, guard } = aGuard({ role: aHeldRole() });
    databases.instances.clear();
    await guard();
    expect(doings).toEqual(['fence for run-1']);
  });
});

describe('while the ledger gives no answer from anywhere', () => {
  const isolated = async (isolation: IsolationRule, seconds: readonly number[]) => {
    const { world, doings, guard, databases } = aGuard({ isolation });
    world.ledger = silent;
    const messages: string[] = [];
    for (const second of seconds) {
      world.second = second;
      await guard().catch((error: Error) => messages.push(`${error.name}: ${error.message}`));
    }
    return { world, doings, guard, messages, databases };
  };

  test('every firing fails, so that an alarm tells, and changes nothing for the time of a lease', async () => {
    const { doings, messages } = await isolated('fence', [0, 60, 120]);
    expect(doings).toEqual([]);
    expect(messages).toHaveLength(3);
    expect(messages[2]).toContain(`us-east-1 hears no ledger since ${at(0)}; nothing was changed yet`);
    expect(messages[2]).toMatch(/^Unreachable/);
  });

  test('a plan that says fence has the region fence itself, for one reason however often', async () => {
    const { doings, messages } = await isolated('fence', [0, 60, 121, 181]);
    expect(doings).toEqual([`fence for isolation-${at(0)}`, `fence for isolation-${at(0)}`]);
    expect(messages.at(-1)).toContain('fences itself, as the plan says: main held');
  });

  test('a plan that says keep has it serve on, and says so', async () => {
    const { doings, messages } = await isolated('keep', [0, 121]);
    expect(doings).toEqual([]);
    expect(messages.at(-1)).toContain('it keeps serving, as the plan says');
  });

  test('silence that was interrupted is counted anew', async () => {
    const { world, guard, doings } = await isolated('fence', [0, 100]);
    world.ledger = new InMemoryLedger(aRole());
    world.second = 110;
    await guard();
    world.ledger = silent;
    world.second = 130;
    await expect(guard()).rejects.toThrow(`since ${at(130)}`);
    expect(doings).toEqual([]);
  });

  test('a ledger that is heard again just before a change stops the fencing', async () => {
    const { world, guard, doings } = await isolated('fence', [0]);
    let asked = 0;
    world.second = 200;
    world.ledger = {
      role: async () => {
        asked += 1;
        if (asked === 1) throw new Unreachable('the ledger is silent');
        return aRole();
      },
    };
    await expect(guard()).rejects.toThrow(LeaseLost);
    expect(doings).toEqual([]);
  });
});

describe('when the ledger is heard again', () => {
  const tags = { 'firebackup:fences-itself-for': `isolation-${at(0)}` };

  test('what isolation fenced is opened again, once', async () => {
    const { doings, guard } = aGuard({ tags });
    expect(await guard()).toEqual({ fences: [], because: undefined, lifted: ['firebackup-primary'] });
    expect(await guard()).toEqual({ fences: [], because: undefined, lifted: [] });
    expect(doings).toEqual(['unfence']);
  });

  test('a fence that isolation only began is undone too, whichever it was', async () => {
    const fences = [{ ...held, outcome: 'unfenced', because: 'its sessions are being ended' } as const];
    const { world, doings, guard } = aGuard({ isolation: 'fence', fences });
    world.ledger = silent;
    await expect(guard()).rejects.toThrow('nothing was changed yet');
    world.second = 121;
    await expect(guard()).rejects.toThrow('fences itself, as the plan says');
    world.ledger = new InMemoryLedger(aRole());
    expect(await guard()).toMatchObject({ lifted: ['firebackup-primary'] });
    expect(doings).toEqual([`fence for isolation-${at(0)}`, 'unfence']);
  });

  test('what isolation fenced is the fence of the run that left the region afterwards, and stays when that ends', async () => {
    const { world, doings, guard } = aGuard({ tags, role: aHeldRole() });
    await guard();
    world.ledger = new InMemoryLedger(aRole());
    await guard();
    expect(doings).toEqual(['fence for run-1']);
  });

  test.each([
    ['a run fenced', aRole(), { 'firebackup:fenced-for': 'run-1' }],
    ['isolation fenced, while a run is open', aHeldRole({ openRun: anOpenRun({ to: 'us-east-1' }) }), tags],
  ])('what %s stays fenced', async (_, role, noted) => {
    const { doings, guard } = aGuard({ role, tags: noted });
    await guard();
    expect(doings).toEqual([]);
  });

  test('what isolation fenced stays fenced when another region is active by then', async () => {
    const { doings, guard } = aGuard({ role: aRole({ activeRegion: 'us-west-2', epoch: 2 }), tags });
    await guard();
    expect(doings).toEqual(['fence for epoch-2']);
  });
});

describe('hearing the ledger', () => {
  const says = (epoch: number) => ({ role: async () => aRole({ epoch }) });
  const throttled = { role: () => Promise.reject(new Throttled('slow down')) };

  test('asks elsewhere only when the own region keeps silent', async () => {
    expect(await hearLedger(says(1), [says(2)])).toEqual({ role: aRole() });
    expect(await hearLedger(throttled, [silent, says(2)])).toEqual({ role: aRole({ epoch: 2 }) });
  });

  test('names every silence', async () => {
    expect(await hearLedger(throttled, [silent, silent])).toEqual({
      silence: 'slow down; the ledger is silent; the ledger is silent',
    });
  });

  test('does not take a missing permission for silence', async () => {
    const denied = { role: () => Promise.reject(new AccessDenied('no')) };
    await expect(hearLedger(denied, [says(2)])).rejects.toThrow(AccessDenied);
  });
});
