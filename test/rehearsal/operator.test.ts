import { pause, resume } from '../../operator/commands/brakes';
import { failover, switchover } from '../../operator/commands/move-role';
import { recoverNow } from '../../operator/commands/recover-now';
import { runShow } from '../../operator/commands/run-show';
import { runs } from '../../operator/commands/runs';
import { status } from '../../operator/commands/status';
import type { World } from '../../rehearsal/world';
import { aDesk, type RehearsedDesk, wordsOf } from './a-desk';
import { aWorld, losePrimary, probe, replicated } from './a-world';

let world: World;
let here: RehearsedDesk;
beforeEach(async () => {
  world = await aWorld();
  here = aDesk(world);
});
afterEach(() => world.end());

test('a night at the desk: look, pause, resume, switch over while phases pass by, and look again', async () => {
  await replicated(world);
  await world.region('recovery').invoke('write-heartbeat');
  await probe(world);
  await world.region('recovery').invoke('answer-recovery');

  expect(wordsOf(await status(here.desk))).toContain('us-east-1 is active, epoch 1');
  expect(wordsOf(await recoverNow(here.desk))).toContain('if us-east-1 is lost');
  expect(await runs(here.desk, { limit: 5 })).toMatchObject({ data: { runs: [] } });

  const paused = await pause(here.desk, { because: 'a deployment', by: 'grace' });
  expect(wordsOf(paused)).toContain('paused by grace since');
  const tried = await switchover(here.desk, { dryRun: true });
  expect(wordsOf(tried)).toContain('us-east-1 to us-west-2: it would refuse; nothing was changed');
  expect(wordsOf(tried)).toContain('never failover is paused by grace');
  const refused = await switchover(here.desk, { yes: 'firebackup' });
  expect(refused.news).toBe('bad');
  expect(wordsOf(refused)).toContain('failover is paused by grace');
  expect(wordsOf(await resume(here.desk, {}))).toContain('last resumed by ada');
  expect(here.notes).toContain('in the name of ada; --by names somebody else');

  // The name of a run is to the second, and the clock of a rehearsal may stand in the one of the refusal.
  world.clock.advance(1);
  await replicated(world);
  await world.region('recovery').invoke('write-heartbeat');
  const before = await world.ledger.role();
  expect(wordsOf(await switchover(here.desk, { dryRun: true }))).toContain(
    'hand the role over without a loss',
  );
  expect(await world.ledger.role()).toEqual(before);
  const moved = await switchover(here.desk, { yes: 'firebackup', because: 'an exercise' });
  expect(wordsOf(moved)).toContain('in us-west-2 succeeded');
  for (const passed of ['fence hold writes', 'promote promote database', 'traffic activate region'])
    expect(here.shown.join(' ').replace(/ +/g, ' ')).toContain(passed);
  expect(here.notes.at(-1)).toContain('https://us-west-2.console.aws.amazon.com/states/home');

  const { run } = moved.data as { run: string };
  const record = await runShow(here.desk, { id: run, document: false });
  expect(wordsOf(record)).toContain(`switchover ${run}, us-east-1 to us-west-2 outcome done`);
  expect(wordsOf(record)).toContain('set off by an exercise (started by ada)');
  const after = wordsOf(await status(here.desk));
  expect(after).toContain('us-west-2 is active, epoch 2');
  expect(after).toContain('firebackup failback --dry-run');
});

test('with the primary region gone everything is told by another, and a failover is tried out before it is done', async () => {
  await losePrimary(world);
  const { data } = await status(here.desk);
  expect(data).toMatchObject({ ledger: { silent: [{ region: 'us-east-1' }] }, outlook: { level: 'bad' } });

  const dry = await failover(here.desk, { dryRun: true });
  expect(wordsOf(dry)).toContain('us-east-1 to us-west-2: it would fail over; nothing was changed');
  expect(wordsOf(dry)).toContain('- promote database main in us-west-2');
  expect((await world.ledger.role()).epoch).toBe(1);

  const done = await failover(here.desk, { dryRun: false, yes: 'firebackup' });
  expect((await world.ledger.role()).epoch).toBe(2);
  expect(wordsOf(done)).toContain('outcome');
});

test('a name that is not the plan’s moves nothing', async () => {
  await expect(switchover(here.desk, { yes: 'fireback' })).rejects.toThrow(
    'expected firebackup. Nothing was done',
  );
  expect(world.calls.get('SFN.StartExecution')).toBeUndefined();
});
