import { World } from '../../rehearsal/world';
import { examplePlan, losePrimary, probe, probeUntilDeclared, replicated } from './a-world';

let world: World;
const aWorldWith = async (maintenance: string[] = []) => {
  const plan = examplePlan();
  world = await World.build({
    plan: { ...plan, failover: { ...plan.failover, maintenance } },
    compression: 1000,
  });
};
afterEach(() => world.end());

const endOf = (run: string) =>
  world
    .region('recovery')
    .states.executions.get(run)
    ?.result.then(
      () => 'finished',
      () => 'refused',
    );

/** Clients cannot use the region any more, while its database goes on. */
async function loseApi(): Promise<void> {
  await replicated(world);
  world.apis.primary.kill();
  await probeUntilDeclared(world);
  await new Promise((resume) => setTimeout(resume, (world.deployment.probe.interval + 0.1) * 1000));
  await replicated(world);
  await probe(world);
}

test('an API that is down while its database replicates is switched over, and nothing is torn away', async () => {
  await aWorldWith();
  await loseApi();
  await world.startFailover('api-down', 'test');

  expect(await endOf('api-down')).toBe('finished');
  expect(await world.ledger.run('api-down')).toMatchObject({ workflow: 'switchover', outcome: 'done' });
  expect(await world.ledger.role()).toMatchObject({ activeRegion: 'us-west-2', epoch: 2 });
});

test('a database that replicates is not failed over, nor switched over while something else stands in the way', async () => {
  await aWorldWith();
  await loseApi();
  await world.region('recovery').invoke('pause-failover', { by: 'ada', because: 'a deployment' });
  await world.startFailover('alive', 'test');

  expect(await endOf('alive')).toBe('refused');
  expect((await world.ledger.run('alive'))?.because).toMatch(/paused by ada.*main still replicates/);
  expect(await world.ledger.role()).toMatchObject({ activeRegion: 'us-east-1', epoch: 1 });
});

test('a database that fails over inside its region is left to that, until it has ended', async () => {
  await aWorldWith();
  await losePrimary(world);
  // The instance is lost here, and its region lives: that is what a failover inside the region looks like from outside.
  world.region('primary').return();
  const rds = world.cloud.rds.get('us-east-1');
  const tell = (message: string) =>
    rds?.events.push({
      SourceIdentifier: world.deployment.databases[0]?.primary.instance,
      Message: message,
      EventCategories: ['failover'],
      Date: world.clock.now(),
    });
  tell('Multi-AZ instance failover started.');
  await world.startFailover('mending', 'test');
  expect(await endOf('mending')).toBe('refused');
  expect((await world.ledger.run('mending'))?.because).toContain('main fails over inside its region since');

  tell('Multi-AZ instance failover completed');
  await probeUntilDeclared(world);
  await world.startFailover('mended-in-vain', 'test');
  await endOf('mended-in-vain');
  expect(await world.ledger.role()).toMatchObject({ activeRegion: 'us-west-2', epoch: 2 });
});

test('nothing is failed over by itself while a maintenance window is open', async () => {
  await aWorldWith(['00:00-12:00', '12:00-00:00']);
  await losePrimary(world);
  await world.startFailover('maintained', 'test');
  expect(await endOf('maintained')).toBe('refused');
  expect((await world.ledger.run('maintained'))?.because).toMatch(/the maintenance window \S+ is open/);
});
