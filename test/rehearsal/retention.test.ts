import { readdirSync } from 'node:fs';
import { instant } from '../../lib/domain/instant';
import { World } from '../../rehearsal/world';
import { provenOn } from '../helpers/a-recovery-point';
import { examplePlan } from './a-world';

// Each look at a snapshot that is not done yet is logged; here that would bury the report.
process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';

const POLICY = 'every-four-hours';
const HOUR = 3600;

interface Told {
  readonly id: string;
  readonly region: string;
  readonly because: string;
}
interface Pruned {
  readonly deleted: readonly Told[];
  readonly kept: readonly Told[];
  readonly because?: string;
}

let world: World;
afterEach(() => world.end());

async function aWorldThatKeeps(retain: Partial<Record<'hourly' | 'daily', number>>): Promise<void> {
  const plan = examplePlan();
  const policies = plan.policies.map((policy) => ({
    ...policy,
    retain: { hourly: 0, daily: 0, weekly: 0, monthly: 0, ...retain },
    keepProven: 1,
  }));
  world = await World.build({ plan: { ...plan, policies }, compression: 1000 });
  // Noon of the next day: hours later it is still the same day.
  const { clock } = world;
  clock.advance(36 * HOUR - ((clock.now().getTime() / 1000) % (24 * HOUR)));
}

/** One run of the shipped machine, as the schedule starts it. */
async function snapshot(): Promise<Pruned & { readonly name: string }> {
  const due = instant(world.clock.now());
  const input = { policy: POLICY, due };
  const run = world.region('primary').start('snapshot', `snapshot-${due}`, input);
  const { pruned } = (await run.result) as { pruned: Pruned };
  return { ...pruned, name: `firebackup-main-${POLICY}-${due.slice(0, 16).replace(/[-:T]/g, '')}` };
}

const onDisk = () => readdirSync(world.folder).filter((name) => name.startsWith('snapshot-'));
const directoriesOf = (...names: string[]) =>
  names.flatMap((name) => [`snapshot-us-east-1-${name}`, `snapshot-us-west-2-${name}`]).sort();

async function prove(name: string): Promise<void> {
  const points = await world.ledger.recoveryPoints();
  for (const point of points.filter(({ id }) => id === name)) {
    await world.ledger.recordProof(point, provenOn(instant(world.clock.now())));
  }
}

test('what fills no slot is deleted on disk and in the ledger of both regions, with its reason', async () => {
  await aWorldThatKeeps({ hourly: 2, daily: 2 });
  const dayBefore = await snapshot();
  world.clock.advance(20 * HOUR);
  const morning = await snapshot();
  world.clock.advance(2 * HOUR);
  const forenoon = await snapshot();
  expect([dayBefore, morning, forenoon].flatMap(({ deleted }) => deleted)).toEqual([]);
  world.clock.advance(2 * HOUR);
  const noon = await snapshot();

  expect(noon.deleted.map(({ id, region }) => [id, region])).toEqual([
    [morning.name, 'us-east-1'],
    [morning.name, 'us-west-2'],
  ]);
  expect(noon.deleted[0]?.because).toContain('fills none of the 2 hourly, 2 daily slots');
  expect(onDisk().sort()).toEqual(directoriesOf(dayBefore.name, forenoon.name, noon.name));
  const inLedger = (await world.ledger.recoveryPoints()).map(({ id }) => id);
  expect([...new Set(inLedger)]).toEqual([dayBefore.name, forenoon.name, noon.name]);

  const because = noon.kept.filter(({ region }) => region === 'us-west-2').map((told) => told.because);
  expect(because[0]).toMatch(/^fills the daily slot \d{4}-\d\d-\d\d$/);
  expect(because[1]).toMatch(/^fills the hourly slot/);
  expect(because[2]).toContain('nothing of main in us-west-2 is proven, so the newest 1 stay');
});

test('the last proven snapshot outlives its slots until a newer one is proven', async () => {
  await aWorldThatKeeps({ daily: 1 });
  const first = await snapshot();
  await prove(first.name);
  world.clock.advance(24 * HOUR);
  const second = await snapshot();
  expect(second.deleted).toEqual([]);
  expect(second.kept.find(({ id }) => id === first.name)?.because).toBe(
    'the last proven point of main in us-east-1',
  );
  expect(onDisk().sort()).toEqual(directoriesOf(first.name, second.name));

  await prove(second.name);
  world.clock.advance(24 * HOUR);
  const third = await snapshot();
  expect(third.deleted.map(({ id }) => id)).toEqual([first.name, first.name]);
  expect(onDisk().sort()).toEqual(directoriesOf(second.name, third.name));
});

test('nothing is deleted while a run is open, and the next run after it catches up', async () => {
  await aWorldThatKeeps({ daily: 1 });
  const first = await snapshot();
  const role = await world.ledger.role();
  const openRun = {
    id: 'run-1',
    workflow: 'failover' as const,
    from: 'us-east-1',
    to: 'us-west-2',
    epoch: 1,
    openedAt: instant(new Date()),
  };
  await world.ledger.writeRole({ ...role, version: role.version + 1, openRun });
  world.clock.advance(24 * HOUR);
  const second = await snapshot();
  expect(second.because).toContain('run run-1 to us-west-2 is open');
  expect(second.deleted).toEqual([]);
  expect(world.calls.has('RDS.DeleteDBSnapshot')).toBe(false);
  expect(onDisk().sort()).toEqual(directoriesOf(first.name, second.name));

  await world.ledger.writeRole({ ...role, version: role.version + 2 });
  world.clock.advance(24 * HOUR);
  const third = await snapshot();
  expect(onDisk()).toEqual(directoriesOf(third.name));
  expect(world.calls.get('RDS.DeleteDBSnapshot')).toBe(4);
});

test('interrupted between a snapshot and its item in the ledger, the next run ends the deletion', async () => {
  let crashes = 0;
  await aWorldThatKeeps({ daily: 1 });
  const first = await snapshot();
  world.clock.advance(24 * HOUR);
  const { operations } = world.cloud.table;
  const { DeleteItem } = operations;
  Object.assign(operations, {
    DeleteItem: async (input: never) => {
      if (crashes++ === 0) throw new Error('the function died here');
      return DeleteItem?.(input);
    },
  });
  await expect(snapshot()).rejects.toThrow();
  const left = (await world.ledger.recoveryPoints()).filter(({ id }) => id === first.name);
  expect(left).toHaveLength(2);
  expect(onDisk()).not.toContain(`snapshot-us-east-1-${first.name}`);

  world.clock.advance(24 * HOUR);
  const third = await snapshot();
  expect(onDisk()).toEqual(directoriesOf(third.name));
  expect(await world.ledger.recoveryPoints()).toHaveLength(2);
});
