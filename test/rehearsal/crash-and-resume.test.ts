import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LEASE_SECONDS } from '../../lib/domain/role';
import type { World } from '../../rehearsal/world';
import { aWorld, epochIn, losePrimary } from './a-world';
import { tornAway } from './torn-away';

const RUN = 'crashing-run';

/** Tasks of the way that a failover takes when nothing goes wrong, in the order of the file. */
const TASKS = [
  'ReadStandbys',
  'GatherEvidence',
  'DecideFailover',
  'TakeLease',
  'FenceRegion',
  'PromoteDatabase',
  'VerifyWrites',
  'CheckPromotion',
  'PromoteCache',
  'CheckCachePromotion',
  'ScaleServices',
  'CheckServices',
  'ActivateRegion',
  'ResumeWorkers',
  'ConfirmTraffic',
  'CheckWorkers',
  'RestoreSettings',
  'CloseRun',
];

/** A world whose first execution is torn away right after a task did its work, before its answer is kept. */
async function crashedAfter(task: string): Promise<World> {
  const tear = () => world.region('recovery').close();
  const world: World = await aWorld(tornAway({ execution: 'first-execution', after: [task], tear }));
  try {
    await losePrimary(world);
    await world.startFailover(RUN, 'test', 'first-execution');
    await expect(resultOf(world, 'first-execution')).rejects.toThrow('aborted');
    return world;
  } catch (error) {
    await world.end();
    throw error;
  }
}

const resultOf = (world: World, execution: string) =>
  world.region('recovery').states.executions.get(execution)?.result;

test('the list of tasks is the machine’s own, without the ways out', () => {
  const file = join(import.meta.dirname, '..', '..', 'statemachines', 'failover.asl.json');
  const names = [...readFileSync(file, 'utf8').matchAll(/"(\w+)": \{\s+"Type": "Task"/g)].map(
    ([, name]) => name,
  );
  const waysOut = [
    'SwitchOver',
    'FenceRegionFinally',
    'RecordRefusal',
    'AbandonRun',
    'UnfenceRegion',
    'RecordStandstill',
  ];
  const changesNothing = (name = '') => name.startsWith('Announce') || name === 'RequestApproval';
  const onTheWay = names.filter((name) => !waysOut.includes(name ?? '') && !changesNothing(name));
  expect(onTheWay.sort()).toEqual([...TASKS].sort());
});

test.each(TASKS)('killed right after %s and started again, a failover ends the same', async (task) => {
  const world = await crashedAfter(task);
  try {
    // The lease of an execution that is gone expires by itself; nobody waits for it in a test.
    if ((await world.ledger.role()).lease) world.clock.advance(LEASE_SECONDS);
    await world.startFailover(RUN, 'test', 'second-execution');
    await resultOf(world, 'second-execution');

    expect(await world.ledger.role()).toMatchObject({ activeRegion: 'us-west-2', epoch: 2 });
    expect(await world.ledger.role()).not.toHaveProperty('openRun');
    expect(await world.ledger.run(RUN)).toMatchObject({ outcome: 'done' });
    expect(world.calls.get('RDS.PromoteReadReplica')).toBe(1);
    expect(await epochIn(world, 'standby')).toBe(2);
    expect(await world.engines.databases.standby.server.isInRecovery()).toBe(false);
  } finally {
    await world.end();
  }
});
