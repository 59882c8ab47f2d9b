import { accessTo } from '../../lib/aws/client-settings';
import type { Desk, Told } from '../../operator/command/desk';
import { PLAIN } from '../../operator/command/screen';
import { pause, resume } from '../../operator/commands/brakes';
import { failover, switchover } from '../../operator/commands/move-role';
import { recoverNow } from '../../operator/commands/recover-now';
import { runShow } from '../../operator/commands/run-show';
import { runs } from '../../operator/commands/runs';
import { status } from '../../operator/commands/status';
import { interception } from '../../rehearsal/cloud/interception';
import { REHEARSED_PROBE } from '../../rehearsal/local-deployment';
import type { World } from '../../rehearsal/world';
import { aWorld, losePrimary, probe, replicated } from './a-world';

jest.setTimeout(60_000);

let world: World;
let shown: string[];
let notes: string[];
beforeEach(async () => {
  [world, shown, notes] = [await aWorld(), [], []];
});
afterEach(() => world.end());

/** The desk of a person on this machine: the same clients, that reach the rehearsal's regions. */
const desk = (): Desk => ({
  // As quick to see a region down as the rehearsal is.
  plan: { ...world.settings.plan, probe: REHEARSED_PROBE },
  user: 'ada',
  aws: (region) => accessTo(region, interception(world.answer)(region)),
  now: () => world.clock.now().toISOString(),
  wait: (milliseconds) => new Promise((resumed) => setTimeout(resumed, milliseconds / 100)),
  screen: PLAIN,
  note: (line) => notes.push(line),
  ask: async () => '',
  showing: (_title, { done }) => done((line) => shown.push(line)),
  unlessInterrupted: (work) => work,
});
const wordsOf = ({ lines }: Told) => lines.join(' ').replace(/ +/g, ' ');

test('a night at the desk: look, pause, resume, switch over while phases pass by, and look again', async () => {
  await replicated(world);
  await world.region('recovery').invoke('write-heartbeat');
  await probe(world);
  await world.region('recovery').invoke('answer-recovery');

  expect(wordsOf(await status(desk()))).toContain('us-east-1 is active, epoch 1');
  expect(wordsOf(await recoverNow(desk()))).toContain('if us-east-1 is lost');
  expect(await runs(desk(), { limit: 5 })).toMatchObject({ data: { runs: [] } });

  const paused = await pause(desk(), { because: 'a deployment', by: 'grace' });
  expect(wordsOf(paused)).toContain('paused by grace since');
  const tried = await switchover(desk(), { dryRun: true });
  expect(wordsOf(tried)).toContain('us-east-1 to us-west-2: it would refuse; nothing was changed');
  expect(wordsOf(tried)).toContain('never failover is paused by grace');
  const refused = await switchover(desk(), { yes: 'firebackup' });
  expect(refused.news).toBe('bad');
  expect(wordsOf(refused)).toContain('failover is paused by grace');
  expect(wordsOf(await resume(desk(), {}))).toContain('last resumed by ada');
  expect(notes).toContain('in the name of ada; --by names somebody else');

  shown = [];
  // The name of a run is to the second, and the clock of a rehearsal may stand in the one of the refusal.
  world.clock.advance(1);
  await replicated(world);
  await world.region('recovery').invoke('write-heartbeat');
  const before = await world.ledger.role();
  expect(wordsOf(await switchover(desk(), { dryRun: true }))).toContain('hand the role over without a loss');
  expect(await world.ledger.role()).toEqual(before);
  const moved = await switchover(desk(), { yes: 'firebackup', because: 'an exercise' });
  expect(wordsOf(moved)).toContain('in us-west-2 succeeded');
  for (const passed of ['fence hold writes', 'promote promote database', 'traffic activate region'])
    expect(shown.join(' ').replace(/ +/g, ' ')).toContain(passed);
  expect(notes.at(-1)).toContain('https://us-west-2.console.aws.amazon.com/states/home');

  const { run } = moved.data as { run: string };
  const record = await runShow(desk(), { id: run, document: false });
  expect(wordsOf(record)).toContain(`switchover ${run}, us-east-1 to us-west-2 outcome done`);
  expect(wordsOf(record)).toContain('set off by an exercise (started by ada)');
  const after = wordsOf(await status(desk()));
  expect(after).toContain('us-west-2 is active, epoch 2');
  expect(after).toContain('firebackup failback --dry-run');
});

test('with the primary region gone everything is told by another, and a failover is tried out before it is done', async () => {
  await losePrimary(world);
  const { data } = await status(desk());
  expect(data).toMatchObject({ ledger: { silent: [{ region: 'us-east-1' }] }, outlook: { level: 'bad' } });

  const dry = await failover(desk(), { dryRun: true });
  expect(wordsOf(dry)).toContain('us-east-1 to us-west-2: it would fail over; nothing was changed');
  expect(wordsOf(dry)).toContain('- promote database main in us-west-2');
  expect((await world.ledger.role()).epoch).toBe(1);

  const done = await failover(desk(), { dryRun: false, yes: 'firebackup' });
  expect((await world.ledger.role()).epoch).toBe(2);
  expect(wordsOf(done)).toContain('outcome');
});

test('a name that is not the plan’s moves nothing', async () => {
  await expect(switchover(desk(), { yes: 'fireback' })).rejects.toThrow(
    'expected firebackup. Nothing was done',
  );
  expect(world.calls.get('SFN.StartExecution')).toBeUndefined();
});
