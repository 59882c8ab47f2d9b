import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LEASE_SECONDS } from '../../lib/domain/role';
import type { World } from '../../rehearsal/world';
import { aWorld, epochIn, replicated } from './a-world';
import { tornAway } from './torn-away';

const RUN = 'crashing-switchover';

/** Tasks of the way that a switchover takes when nothing goes wrong, in the order of the file. */
const TASKS = [
  'ReadStandbys',
  'GatherEvidence',
  'DecideSwitchover',
  'TakeLease',
  'LocateCaches',
  'QuiesceWorkers',
  'HoldWrites',
  'AwaitReplay',
  'AwaitCaches',
  'PromoteDatabase',
  'VerifyWrites',
  'CheckPromotion',
  'PromoteCache',
  'CheckCachePromotion',
  'ScaleServices',
  'CheckServices',
  'ActivateRegion',
  'RedirectWriters',
  'FenceRegion',
  'ResumeWorkers',
  'ConfirmTraffic',
  'CheckWorkers',
  'RestoreSettings',
  'CloseRun',
];

/** A world whose first execution is torn away right after a task did its work, before its answer is kept. */
async function crashedAfter(task: string): Promise<World> {
  const tear = () => world.region('recovery').close();
  // On a slow machine the fence may hold only when it is tried for the last time.
  const after = [task, `${task}Finally`];
  const world: World = await aWorld(tornAway({ execution: 'first-execution', after, tear }));
  try {
    await replicated(world);
    await expect(started(world, 'first-execution')).rejects.toThrow('aborted');
    return world;
  } catch (error) {
    await world.end();
    throw error;
  }
}

const started = (world: World, execution: string): Promise<unknown> =>
  world.region('recovery').start('switchover', execution, { run: RUN }).result;

test('the list of tasks is the machine’s own, without announcements and the ways out', () => {
  const file = join(import.meta.dirname, '..', '..', 'statemachines', 'switchover.asl.json');
  const names = [...readFileSync(file, 'utf8').matchAll(/"(\w+)": \{\s+"Type": "Task"/g)].map(
    ([, name]) => name ?? '',
  );
  const waysOut = ['FenceRegionFinally', 'RecordRefusal', 'ReleaseHold', 'ResumeWorkersThere', 'AbandonRun'];
  waysOut.push('AbandonRunHeld', 'RecordStandstill');
  const onTheWay = names.filter((name) => !waysOut.includes(name) && !name.startsWith('Announce'));
  expect(onTheWay.sort()).toEqual([...TASKS].sort());
});

test.each(TASKS)('killed right after %s and started again, a switchover ends the same', async (task) => {
  const world = await crashedAfter(task);
  try {
    // The lease of an execution that is gone expires by itself; nobody waits for it in a test.
    if ((await world.ledger.role()).lease) world.clock.advance(LEASE_SECONDS);
    else if (task !== 'CloseRun') await replicated(world);
    await started(world, 'second-execution');

    expect(await world.ledger.role()).toMatchObject({ activeRegion: 'us-west-2', epoch: 2 });
    expect(await world.ledger.role()).not.toHaveProperty('openRun');
    expect(await world.ledger.run(RUN)).toMatchObject({ workflow: 'switchover', outcome: 'done' });
    expect(world.calls.get('RDS.PromoteReadReplica')).toBe(1);
    expect(await epochIn(world, 'standby')).toBe(2);
  } finally {
    await world.end();
  }
});
