import { databaseStore } from '../../rehearsal/database-pair';
import { APPLICATION_DOOR } from '../../rehearsal/local-engines';
import type { World } from '../../rehearsal/world';
import { aWorld, beat, losePrimary, probeUntilDeclared, replicated } from './a-world';

let world: World;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.end());

const resultOf = (execution: string) => world.region('recovery').states.executions.get(execution)?.result;
const endOf = async (execution: string) => {
  try {
    await resultOf(execution);
    return 'done';
  } catch {
    return 'refused';
  }
};

test('of two failovers at once one wins, and the other is refused with the reason', async () => {
  await losePrimary(world);
  await Promise.all([world.startFailover('one', 'test'), world.startFailover('two', 'test')]);
  const ends = await Promise.all(['one', 'two'].map(endOf));

  expect(ends.sort()).toEqual(['done', 'refused']);
  const runs = await Promise.all(['one', 'two'].map((run) => world.ledger.run(run)));
  const refused = runs.find((run) => run?.outcome === 'refused');
  expect(refused?.because).toMatch(
    /^FailoverBlocked: .*(is open since|the epoch moved|already the active region)/,
  );
  expect(world.calls.get('RDS.PromoteReadReplica')).toBe(1);
  expect((await world.ledger.role()).epoch).toBe(2);
});

test('a region that one vantage point alone sees down is not failed over', async () => {
  await replicated(world);
  await world.losePrimary();
  await probeUntilDeclared(world, ['recovery']);
  await world.startFailover('alone', 'test');

  expect(await endOf('alone')).toBe('refused');
  expect((await world.ledger.run('alone'))?.because).toContain('fewer than 2 vantage points');
});

test('a region that is the active one already is not failed over to, whoever asks', async () => {
  await losePrimary(world);
  await world.startFailover('first', 'test');
  expect(await endOf('first')).toBe('done');
  const again = world.region('recovery').start('failover', 'again', { trigger: 'test', approvedBy: 'ada' });
  await expect(again.result).rejects.toThrow('us-west-2 is already the active region in epoch 2');
});

test('a failover that was refused for something that passed is started again while the region is down', async () => {
  await replicated(world);
  await world.losePrimary();
  await probeUntilDeclared(world, ['recovery']);
  await world.startFailover('early', 'test');
  expect(await endOf('early')).toBe('refused');
  const { states } = world.region('recovery');
  expect(await world.region('recovery').invoke('reconcile-failover')).toEqual({ outcome: 'nothing to do' });

  await probeUntilDeclared(world);
  expect(await world.region('recovery').invoke('reconcile-failover')).toEqual({ outcome: 'started' });
  const started = [...states.executions.keys()].find((name) => name.startsWith('reconcile-'));
  expect(await endOf(started ?? '')).toBe('done');
  expect((await world.ledger.role()).epoch).toBe(2);
});

test('a fenced primary ends open sessions, and admits no new ones of clients', async () => {
  await beat(world);
  const { databases } = world.engines;
  const door = databases.primary.gate.port(APPLICATION_DOOR);
  const open = await databaseStore(door, databases.databaseName);
  await open.write(1);
  await world.ledger.writeRole({
    ...(await world.ledger.role()),
    activeRegion: 'us-west-2',
    epoch: 2,
    version: 1,
  });

  const fenced = async () =>
    world
      .region('primary')
      .invoke('guard-region')
      .catch(() => undefined);
  while (!(await fenced())) await new Promise((resume) => setTimeout(resume, 10));

  await expect(open.write(2)).rejects.toThrow();
  await expect(databaseStore(door, databases.databaseName)).rejects.toThrow();
  expect(databases.primary.server.running).toBe(true);
  const reboots = world.calls.get('RDS.RebootDBInstance');
  await fenced();
  expect(world.calls.get('RDS.RebootDBInstance')).toBe(reboots);
});

test('an AWS operation without a model is refused by its name', async () => {
  const { rds } = world.cloud;
  expect(rds.get('us-east-1')?.operations).not.toHaveProperty('DescribeDBEngineVersions');
  const { RDSClient, DescribeDBEngineVersionsCommand } = await import('@aws-sdk/client-rds');
  const { interception } = await import('../../rehearsal/cloud/interception');
  const client = new RDSClient({ region: 'us-east-1' });
  client.middlewareStack.use(interception(world.answer)('us-east-1'));
  const command = new DescribeDBEngineVersionsCommand({ Engine: 'postgres' });
  await expect(client.send(command)).rejects.toThrow('RDS.DescribeDBEngineVersions in us-east-1');
});

test('two rehearsals stand side by side', async () => {
  const other = await aWorld();
  try {
    await Promise.all([losePrimary(world), losePrimary(other)]);
    await Promise.all([world.startFailover('here', 'test'), other.startFailover('there', 'test')]);
    await resultOf('here');
    await other.region('recovery').states.executions.get('there')?.result;
    expect([await world.ledger.role(), await other.ledger.role()].map(({ epoch }) => epoch)).toEqual([2, 2]);
  } finally {
    await other.end();
  }
});
