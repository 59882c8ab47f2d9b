import type { World } from '../../rehearsal/world';
import { aWorld, losePrimary, probeUntilDeclared } from './a-world';
import { redisNow } from './engines/redis-now';

let world: World;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.end());

const refusal = async (input: object = {}): Promise<string> => {
  const { result } = world.region('recovery').start('failover', 'a-run', { trigger: 'test', ...input });
  await expect(result).rejects.toThrow();
  return result.then(
    () => '',
    (error: Error) => error.message,
  );
};
afterEach(() => expect(world.calls.has('RDS.PromoteReadReplica')).toBe(false));

test('a loss over the RPO is for a person to take', async () => {
  await losePrimary(world);
  world.clock.advance(world.deployment.objectives.database.rpo);
  await probeUntilDeclared(world);
  expect(await refusal()).toMatch(/promoting now may lose .* s of writes, over the objective of/);
});

test('replay that is behind is for a person to take', async () => {
  const { primary, standby } = world.engines.databases;
  await standby.server.query('SELECT pg_wal_replay_pause()');
  await world.region('primary').invoke('write-heartbeat');
  await primary.server.query('SELECT pg_switch_wal()');
  await new Promise((resume) => setTimeout(resume, 300));
  await world.losePrimary();
  await probeUntilDeclared(world);
  expect(await refusal()).toMatch(/the standby of main has \d+ received bytes left to replay/);
  await standby.server.query('SELECT pg_wal_replay_resume()');
});

test('a standby that cannot be read is nobody’s to promote', async () => {
  await losePrimary(world);
  await world.engines.databases.standby.server.kill();
  expect(await refusal({ approvedBy: 'ada' })).toContain('whether the standby of main replays is unknown');
  // Without a name, what a person might have lifted is told as well.
  const all = await refusal();
  expect(all).toContain('how far the standby of main has replayed is unknown');
  expect(all).toContain('the expected loss is unknown: no replayed heartbeat');
});

test('a standby that RDS does not call available is nobody’s to promote', async () => {
  await losePrimary(world);
  const { recovery } = world.deployment.databases[0] ?? {};
  const standby = world.cloud.rds.get('us-west-2')?.instances.get(recovery?.instance ?? '');
  standby?.reboot();
  expect(await refusal({ approvedBy: 'ada' })).toContain(
    'the standby of main is rebooting, expected available',
  );
});

const withCache = 'notRehearsed' in redisNow() ? test.skip : test;
withCache('a cache that left its global datastore is for a person to do without', async () => {
  await losePrimary(world);
  world.cloud.caches.get('us-west-2')?.datastore.leave('us-west-2');
  expect(await refusal()).toContain('the standby of queue is disassociated, expected associated');
});
