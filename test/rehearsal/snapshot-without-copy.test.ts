import { instant } from '../../lib/domain/instant';
import { World } from '../../rehearsal/world';
import { provenOn } from '../helpers/a-recovery-point';
import { aWorld, examplePlan } from './a-world';

// Each look at a region that is gone is logged; here that would bury the report.
process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';

const POLICY = { policy: 'every-four-hours', due: '2026-11-24T04:00:00Z' };

test('a snapshot whose copy cannot be made is a recovery point all the same, and gets its copy later', async () => {
  let refused = true;
  const world = await aWorld(({ state }, run) => {
    if (state !== 'CopySnapshot' || !refused) return run();
    throw Object.assign(new Error('no room in us-west-2'), { name: 'TerminalState' });
  });
  try {
    const kinds = async () => (await world.ledger.recoveryPoints()).map(({ kind }) => kind);
    await expect(world.region('primary').start('snapshot', 'first', POLICY).result).rejects.toThrow(
      'no room in us-west-2',
    );
    expect(await kinds()).toEqual(['snapshot']);
    refused = false;
    await world.region('primary').start('snapshot', 'second', POLICY).result;
    expect(await kinds()).toEqual(['snapshot', 'snapshot-copy']);
  } finally {
    await world.end();
  }
});

test('a recovery region that is lost for days fills up nobody: what is kept no longer goes, and the floor holds', async () => {
  const plan = examplePlan();
  const retain = { hourly: 0, daily: 2, weekly: 0, monthly: 0 };
  const policies = plan.policies.map((policy) => ({ ...policy, retain, keepProven: 1 }));
  const world = await World.build({ plan: { ...plan, policies }, compression: 1000 });
  try {
    const snapshot = () => {
      const due = instant(world.clock.now());
      return world.region('primary').start('snapshot', due, { ...POLICY, due }).result;
    };
    const kept = async (region: string) =>
      (await world.ledger.recoveryPoints()).filter((point) => point.region === region);
    await snapshot();
    const [first] = await kept('us-east-1');
    for (const point of await world.ledger.recoveryPoints()) {
      await world.ledger.recordProof(point, provenOn(instant(world.clock.now())));
    }
    world.region('recovery').lose();
    for (let day = 0; day < 5; day += 1) {
      world.clock.advance(86_400);
      await expect(snapshot()).rejects.toThrow(/1 of 1 snapshots failed: main: Unreachable: .*us-west-2/);
    }
    world.region('recovery').return();
    const here = await kept('us-east-1');
    expect(here).toHaveLength(3);
    expect(here.map(({ id }) => id)).toContain(first?.id);
    expect(await kept('us-west-2')).toMatchObject([{ id: first?.id, proof: { outcome: 'proven' } }]);
  } finally {
    await world.end();
  }
});
