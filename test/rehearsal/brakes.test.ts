import type { World } from '../../rehearsal/world';
import { aWorld, losePrimary } from './a-world';

let world: World;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.end());

const failover = (name: string, input: object = {}) =>
  world.region('recovery').start('failover', name, { trigger: 'test', ...input }).result;
const writes = () => world.calls.get('DynamoDB.PutItem') ?? 0;
const person = { by: 'ada' };

test('a pause from the witness region holds a failover back, and its end lets it go', async () => {
  await losePrimary(world);
  const witness = world.region('witness');
  const paused = await witness.invoke('pause-failover', { ...person, because: 'a deployment' });
  expect(paused).toMatchObject({ pausedBy: 'ada', pausedBecause: 'a deployment' });
  await expect(failover('held')).rejects.toThrow(/failover is paused by ada since .*: a deployment/);
  await expect(failover('held-too', { approvedBy: 'grace' })).rejects.toThrow('failover is paused by ada');

  expect(await witness.invoke('resume-failover', person)).toMatchObject({ lastResumed: { by: 'ada' } });
  await failover('let-go');
  expect(await world.ledger.role()).toMatchObject({ epoch: 2, resumed: { by: 'ada' } });
});

test('a brake is refused to nobody, and a pause without a reason', async () => {
  for (const [brake, event, expected] of [
    ['pause-failover', { by: ' ', because: 'a deployment' }, 'expected the name of a person'],
    ['pause-failover', { by: 'ada', because: '' }, 'expected a reason'],
    ['resume-failover', {}, 'expected the name of a person'],
    ['acknowledge-change', { run: 'run-1' }, 'expected the name of a person'],
  ] as const) {
    await expect(world.region('recovery').invoke(brake, event)).rejects.toThrow(expected);
  }
  expect(writes()).toBe(0);
});

test('after a change, acknowledging ends the cool-down, and a standby that takes writes still stands in the way', async () => {
  await losePrimary(world);
  await failover('first');
  const role = await world.ledger.role();
  await world.ledger.writeRole({ ...role, version: role.version + 1, activeRegion: 'us-east-1' });
  await expect(failover('second')).rejects.toThrow(/cooling down .* after run first; .*is not a standby/);

  const recovery = world.region('recovery');
  await expect(recovery.invoke('acknowledge-change', { ...person, run: 'second' })).rejects.toThrow(
    'the last change was made by run first',
  );
  await recovery.invoke('acknowledge-change', { ...person, run: 'first' });
  await recovery.invoke('acknowledge-change', { by: 'grace', run: 'first' });
  expect((await world.ledger.role()).lastChange).toMatchObject({ acknowledgedBy: 'ada' });
  const refused = await failover('third').catch((error: Error) => error.message);
  expect(refused).toContain('the standby of main is not a standby: it takes writes');
  expect(refused).not.toContain('cooling down');
  await expect(failover('fourth', { approvedBy: 'ada' })).rejects.toThrow('is not a standby');
});

test('a dry run tells everything and changes nothing, whatever stands in the way', async () => {
  await losePrimary(world);
  await world.region('recovery').invoke('pause-failover', { ...person, because: 'a deployment' });
  const before = { role: await world.ledger.role(), writes: writes() };
  const told = await failover('dry', { dryRun: true, approvedBy: 'ada' });

  expect(told).toMatchObject({
    outcome: 'dry-run',
    would: 'refuse',
    from: 'us-east-1',
    to: 'us-west-2',
    expectedLossSeconds: expect.any(Number),
    asks: {
      objections: [{ kind: 'paused', approvable: false }],
      steps: expect.arrayContaining(['fence us-east-1', 'promote database main in us-west-2']),
    },
  });
  expect({ role: await world.ledger.role(), writes: writes() }).toEqual(before);
  expect(await world.ledger.run('dry')).toBeUndefined();
  expect(world.region('recovery').topic.announcements).toEqual([]);
  expect(world.calls.has('RDS.ModifyDBInstance')).toBe(false);
});

test('a refusal is announced, and not again to whoever tries by the minute', async () => {
  await expect(failover('told')).rejects.toThrow('fewer than 2 vantage points');
  await expect(failover('quiet', { quiet: true })).rejects.toThrow('fewer than 2 vantage points');
  expect(world.region('recovery').topic.announcements).toEqual([
    {
      subject: 'FireBackup: a run was refused',
      message: expect.stringContaining('Run told (failover) was refused'),
    },
  ]);
});

test('a run tells when it began, when the region changed, and how it ended', async () => {
  await losePrimary(world);
  await failover('heard');
  expect(world.region('recovery').topic.announcements.map(({ subject }) => subject)).toEqual([
    'FireBackup: a failover began',
    'FireBackup: the active region has changed',
    'FireBackup: a run is done',
  ]);
});
