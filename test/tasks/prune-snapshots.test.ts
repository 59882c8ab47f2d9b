import { pruneSnapshots } from '../../lambdas/prune-snapshots/task';
import type { DatabaseSnapshot } from '../../lib/aws/database-snapshots';
import {
  AccessDenied,
  InvalidInput,
  NotFound,
  NotReady,
  Throttled,
  Unreachable,
} from '../../lib/domain/errors';
import type { SnapshotPoint } from '../../lib/domain/recovery-point';
import { DELETIONS_PER_RUN } from '../../lib/domain/retention';
import { SNAPSHOT_RUN_SECONDS } from '../../lib/domain/snapshot-deletion';
import { aDeployment } from '../helpers/a-plan';
import { aRecoveryPoint, provenOn } from '../helpers/a-recovery-point';
import { anOpenRun, aRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import { aSnapshot, FakeDatabases } from '../helpers/fake-databases';
import { InMemoryLedger } from '../helpers/in-memory-ledger';
import { machines } from '../statemachines/machine-files';

const REGIONS = ['us-east-1', 'us-west-2'] as const;
const DAY = 86_400;

/** A snapshot of that many days ago and its copy, named after the day. */
const pointsOf = (days: number): readonly SnapshotPoint[] =>
  REGIONS.map((region) => aRecoveryPoint({ id: `day-${days}`, region, takenAt: at(-days * DAY) }));

/** The ledger's points and the snapshots that they stand for, with a plan that keeps the newest of two days. */
function aHouse({ days = 3, retain = { daily: 2 }, keepProven = 1, role = aRole() } = {}) {
  const ledger = new InMemoryLedger(role);
  const regions = { 'us-east-1': new FakeDatabases([], 'us-east-1'), 'us-west-2': new FakeDatabases() };
  const points = Array.from({ length: days }, (_, ago) => pointsOf(ago)).flat();
  for (const point of points) {
    ledger.points.set([point.store, point.region, point.kind, point.id].join(' '), point);
    const tags = { 'firebackup:deployment': 'firebackup' };
    regions[point.region as 'us-east-1'].snapshots.set(
      point.id,
      aSnapshot({ id: point.id, takenAt: point.takenAt, tags }),
    );
  }
  const prune = (region = 'us-east-1') =>
    pruneSnapshots({
      deployment: aDeployment({ 'policies.0.retain': retain, 'policies.0.keepProven': keepProven }),
      region,
      ledger,
      databases: (name) => regions[name as 'us-east-1'],
      now: () => at(60),
    })({ policy: 'nightly' });
  const change = (region: (typeof REGIONS)[number], id: string, changes: Partial<DatabaseSnapshot>) => {
    const { snapshots } = regions[region];
    snapshots.set(id, { ...aSnapshot(snapshots.get(id)), ...changes });
  };
  const prove = (point: SnapshotPoint) => ledger.recordProof(point, provenOn(at(0)));
  const calls = () =>
    REGIONS.flatMap((region) => regions[region].calls.map((call) => `${call} in ${region}`));
  return { ledger, regions, prune, change, prove, calls };
}

const because = (
  told: readonly { id: string; region: string; because: string }[],
  id: string,
  region: string,
) => told.find((one) => one.id === id && one.region === region)?.because;

test('what no slot keeps is deleted in both regions and in the ledger, and everything has its reason', async () => {
  const { prune, ledger, calls } = aHouse();
  const { deleted, kept, because: early } = await prune();
  expect(early).toBeUndefined();
  expect(deleted.map(({ id, region }) => [id, region])).toEqual(REGIONS.map((region) => ['day-2', region]));
  expect(because(deleted, 'day-2', 'us-west-2')).toContain('fills none of the 2 daily slots');
  expect(kept).toHaveLength(4);
  expect(because(kept, 'day-1', 'us-east-1')).toBe('fills the daily slot 2026-02-28');
  expect(calls()).toEqual(['delete day-2 in us-east-1', 'delete day-2 in us-west-2']);
  expect([...ledger.points.values()].map(({ id }) => id)).toEqual(['day-0', 'day-0', 'day-1', 'day-1']);
});

test('a second call finds nothing to do', async () => {
  const { prune, calls } = aHouse();
  await prune();
  const doings = calls();
  expect((await prune()).deleted).toEqual([]);
  expect(calls()).toEqual(doings);
});

test('interrupted between snapshot and ledger, a second call ends what the first began', async () => {
  const { prune, ledger, calls } = aHouse();
  ledger.interruptBefore('forget day-2 in us-east-1');
  await expect(prune()).rejects.toThrow('interrupted');
  expect(calls()).toEqual(['delete day-2 in us-east-1']);
  const { deleted } = await prune();
  expect(deleted.map(({ region }) => region)).toEqual([...REGIONS]);
  expect(calls()).toEqual(['delete day-2 in us-east-1', 'delete day-2 in us-west-2']);
  expect(ledger.points.size).toBe(4);
});

test('the last proven point is refused, and says so', async () => {
  const { prune, prove, calls } = aHouse({ days: 5 });
  for (const point of pointsOf(4)) await prove(point);
  const { kept } = await prune();
  expect(because(kept, 'day-4', 'us-east-1')).toBe('the last proven point of main in us-east-1');
  expect(because(kept, 'day-4', 'us-west-2')).toBe('the last proven point of main in us-west-2');
  expect(calls().filter((call) => call.includes('day-4'))).toEqual([]);
});

test('a proven point whose snapshot somebody else deleted holds no floor: the one before it stays', async () => {
  const { prune, prove, regions } = aHouse({ days: 5 });
  for (const point of [...pointsOf(3), ...pointsOf(4)]) await prove(point);
  regions['us-west-2'].snapshots.delete('day-3');
  const { kept, deleted } = await prune();
  expect(because(kept, 'day-4', 'us-west-2')).toBe('the last proven point of main in us-west-2');
  expect(because(kept, 'day-3', 'us-west-2')).toContain('RDS has no available snapshot of it');
  expect(deleted.map(({ id, region }) => `${id} ${region}`)).toEqual([
    'day-4 us-east-1',
    'day-2 us-east-1',
    'day-2 us-west-2',
  ]);
});

test('a proven point whose snapshot is on its way out holds no floor either', async () => {
  const { prune, prove, change } = aHouse({ days: 5 });
  for (const point of [...pointsOf(3), ...pointsOf(4)]) await prove(point);
  change('us-west-2', 'day-3', { status: 'deleting' });
  const { kept } = await prune();
  expect(because(kept, 'day-4', 'us-west-2')).toBe('the last proven point of main in us-west-2');
});

test('points of another policy are neither touched nor told of', async () => {
  const { prune, ledger } = aHouse();
  await ledger.recordRecoveryPoint(aRecoveryPoint({ id: 'other', policy: 'weekly', takenAt: at(-9 * DAY) }));
  const { deleted, kept } = await prune();
  expect([...deleted, ...kept].filter(({ id }) => id === 'other')).toEqual([]);
  expect([...ledger.points.values()].map(({ id }) => id)).toContain('other');
});

describe('nothing is deleted', () => {
  test('while a run is open, and the run is named', async () => {
    const { prune, calls, ledger } = aHouse({ role: aRole({ openRun: anOpenRun() }) });
    expect(await prune()).toEqual({
      deleted: [],
      kept: [],
      because: `nothing more is deleted: run run-1 to us-west-2 is open since ${at(0)}`,
    });
    expect([calls(), ledger.points.size]).toEqual([[], 6]);
  });

  test('after a run was opened in the middle of it', async () => {
    const { prune, calls, ledger, regions } = aHouse();
    const { deleteSnapshot } = regions['us-east-1'];
    regions['us-east-1'].deleteSnapshot = async (id) => {
      await deleteSnapshot(id);
      ledger.current = aRole({ openRun: anOpenRun() });
    };
    expect(await prune()).toMatchObject({
      deleted: [{ region: 'us-east-1' }],
      because: expect.stringContaining('run-1'),
    });
    expect(calls()).toEqual(['delete day-2 in us-east-1']);
  });

  test('in a region that is not the active one, which prunes by its own schedule', async () => {
    const { prune, calls } = aHouse();
    expect(await prune('us-west-2')).toMatchObject({
      deleted: [],
      because: 'us-east-1 is the active region in epoch 1; its own schedule prunes',
    });
    expect(calls()).toEqual([]);
  });

  test('for a policy that the plan does not have', async () => {
    const { ledger } = aHouse();
    const databases = () => new FakeDatabases();
    const deps = { deployment: aDeployment(), region: 'us-east-1', ledger, databases, now: () => at(0) };
    await expect(pruneSnapshots(deps)({ policy: 'hourly' })).rejects.toThrow(InvalidInput);
  });
});

test.each<[string, Partial<DatabaseSnapshot>, string]>([
  ['without our tag', { tags: {} }, 'its tag firebackup:deployment is missing'],
  ['taken at another time', { takenAt: at(1) }, 'it is not the one in the ledger'],
  ['that is not available', { status: 'creating' }, 'it is creating, expected available'],
])('a snapshot %s stays, in the ledger too', async (_, changes, reason) => {
  const { prune, change, ledger, calls } = aHouse();
  change('us-west-2', 'day-2', changes);
  const { kept } = await prune();
  expect(because(kept, 'day-2', 'us-west-2')).toContain(reason);
  expect(calls().filter((call) => call.endsWith('us-west-2'))).toEqual([]);
  expect([...ledger.points.values()].filter(({ id }) => id === 'day-2').at(-1)?.region).toBe('us-west-2');
});

test('the source of a running copy stays until the copy is done', async () => {
  const { prune, change, calls } = aHouse();
  change('us-west-2', 'day-2', { status: 'copying' });
  const { kept } = await prune();
  expect(because(kept, 'day-2', 'us-east-1')).toBe('it is the source of a copy that is copying');
  expect(calls()).toEqual([]);
  change('us-west-2', 'day-2', { status: 'available' });
  expect((await prune()).deleted).toHaveLength(2);
});

test('a region that keeps silent loses nothing, costs one question, and is named; copies elsewhere may go', async () => {
  const { prune, regions, ledger, calls } = aHouse({ days: 5 });
  let asked = 0;
  regions['us-east-1'].snapshot = async () => {
    asked += 1;
    throw new Unreachable('rds in us-east-1: connect ECONNREFUSED');
  };
  const { deleted, kept } = await prune();
  expect(asked).toBe(1);
  expect(because(kept, 'day-4', 'us-east-1')).toBe(
    'a region gave no answer: rds in us-east-1: connect ECONNREFUSED',
  );
  expect(deleted.map(({ id, region }) => `${id} ${region}`)).toEqual(
    [4, 3, 2].map((day) => `day-${day} us-west-2`),
  );
  expect(calls().filter((call) => call.endsWith('us-east-1'))).toEqual([]);
  expect([...ledger.points.values()].filter(({ region }) => region === 'us-east-1')).toHaveLength(5);
});

describe('while the region of the copies keeps silent', () => {
  /** Hourly ones, of which the copies of some are in the ledger. */
  async function anHourlyHouse(copied: readonly number[]) {
    const house = aHouse({ days: 0, retain: { daily: 1 } });
    const tags = { 'firebackup:deployment': 'firebackup' };
    for (let ago = 0; ago < 3; ago += 1) {
      const point = aRecoveryPoint({ id: `hour-${ago}`, region: 'us-east-1', takenAt: at(-ago * 3600) });
      await house.ledger.recordRecoveryPoint(point);
      house.regions['us-east-1'].snapshots.set(point.id, aSnapshot({ ...point, tags }));
      if (copied.includes(ago)) {
        await house.ledger.recordRecoveryPoint(
          aRecoveryPoint({ ...point, region: 'us-west-2', kind: 'snapshot-copy' }),
        );
      }
    }
    house.regions['us-west-2'].snapshot = async () => {
      throw new Unreachable('rds in us-west-2: timed out');
    };
    return house;
  }

  test('the source of a copy that may still be running stays', async () => {
    const { prune, calls } = await anHourlyHouse([]);
    const { deleted, kept } = await prune();
    expect(deleted).toEqual([]);
    expect(because(kept, 'hour-2', 'us-east-1')).toContain('rds in us-west-2: timed out');
    expect(calls()).toEqual([]);
  });

  test('the source of a copy that is recorded goes, and its copy stays', async () => {
    const { prune, calls, ledger } = await anHourlyHouse([1, 2]);
    const { deleted } = await prune();
    expect(deleted.map(({ id, region }) => `${id} ${region}`)).toEqual([
      'hour-2 us-east-1',
      'hour-1 us-east-1',
    ]);
    expect(calls()).toEqual(['delete hour-2 in us-east-1', 'delete hour-1 in us-east-1']);
    expect([...ledger.points.values()].filter(({ region }) => region === 'us-west-2')).toHaveLength(2);
  });

  test('what was never copied goes once nobody waits for its copy any more', async () => {
    const { prune, regions, ledger } = aHouse({ days: 5 });
    for (const [key, { region }] of ledger.points) if (region === 'us-west-2') ledger.points.delete(key);
    regions['us-west-2'].snapshot = async () => {
      throw new Unreachable('rds in us-west-2: timed out');
    };
    expect((await prune()).deleted.map(({ id }) => id)).toEqual(['day-4', 'day-3', 'day-2']);
  });
});

test('a run of snapshots is over when its machine says so', () => {
  expect(machines.get('snapshot')?.TimeoutSeconds).toBe(SNAPSHOT_RUN_SECONDS);
});

test('what RDS is not ready to delete stays for the next run', async () => {
  const { prune, regions } = aHouse();
  regions['us-east-1'].deleteSnapshot = async () => {
    throw new NotReady('rds in us-east-1: delete snapshot day-2: busy');
  };
  const { kept, deleted } = await prune();
  expect(because(kept, 'day-2', 'us-east-1')).toContain('busy');
  expect(deleted.map(({ region }) => region)).toEqual(['us-west-2']);
});

test('a snapshot that somebody else deletes at the same time is deleted', async () => {
  const { prune, regions, ledger } = aHouse();
  regions['us-east-1'].deleteSnapshot = async () => {
    throw new NotFound('rds in us-east-1: delete snapshot day-2: gone');
  };
  expect((await prune()).deleted).toHaveLength(2);
  expect(ledger.points.size).toBe(4);
});

test.each([
  ['throttled', new Throttled('slow down')],
  ['not allowed', new AccessDenied('no')],
])('being %s is no reason to keep but an error of the run', async (_, error) => {
  const { prune, regions, ledger } = aHouse();
  regions['us-east-1'].deleteSnapshot = async () => {
    throw error;
  };
  await expect(prune()).rejects.toBe(error);
  expect(ledger.points.size).toBe(6);
});

test('a run deletes so many and no more, the oldest first; the next one goes on', async () => {
  const { prune, calls } = aHouse({ days: 15, retain: { daily: 1 } });
  const { deleted, kept } = await prune();
  expect(deleted).toHaveLength(DELETIONS_PER_RUN);
  expect(deleted[0]?.id).toBe('day-14');
  expect(because(kept, 'day-1', 'us-east-1')).toBe('a run deletes at most 20; its turn is the next');
  await prune();
  expect(calls()).toHaveLength(28);
});
