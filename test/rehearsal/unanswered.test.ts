import type { World } from '../../rehearsal/world';
import { aWorld, losePrimary } from './a-world';

let world: World;
afterEach(() => world.end());

test('a run that nobody answers ends by itself, and says so', async () => {
  world = await aWorld(undefined, { mode: 'approval', approvalExpiresAfter: 1 });
  await losePrimary(world);
  await world.startFailover('unheard', 'test');
  await expect(world.region('recovery').states.executions.get('unheard')?.result).rejects.toThrow(
    'nobody answered the request for approval in time',
  );
  expect(await world.ledger.run('unheard')).toMatchObject({ outcome: 'refused' });
  expect(world.calls.has('RDS.PromoteReadReplica')).toBe(false);
});

test('mode off asks nobody, and says how to start a failover by name', async () => {
  world = await aWorld(undefined, { mode: 'off' });
  await losePrimary(world);
  await world.startFailover('unasked', 'test');
  await expect(world.region('recovery').states.executions.get('unasked')?.result).rejects.toThrow(
    'the plan switches failover off: start the run again with approvedBy set to a name',
  );
  expect(await world.ledger.approval('unasked')).toBeUndefined();
});
