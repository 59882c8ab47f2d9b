import type { World } from '../../rehearsal/world';
import { aWorld } from './a-world';

let world: World;
afterEach(() => world.end());

const kept = async (region: string): Promise<readonly string[]> =>
  (await world.cloud.stores.get(region)?.versionsOf(`backups-${region}`, 'runbook/firebackup.md')) ?? [];

test('each serving region keeps the runbook, and the recovery region writes it while the other one is lost', async () => {
  world = await aWorld();
  await world.region('primary').invoke('write-runbook');
  await world.losePrimary();
  await world.region('recovery').invoke('write-runbook');
  const [here] = await kept('us-west-2');
  expect(here).toContain('## Failover from us-east-1 to us-west-2');
  expect(here).toContain(world.settings.plan.notify);
  expect(await kept('us-east-1')).toHaveLength(1);
});
