import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acknowledge, answerApproval } from '../../operator/commands/brakes';
import { doctor } from '../../operator/commands/doctor';
import { failback } from '../../operator/commands/move-role';
import { recoverNow } from '../../operator/commands/recover-now';
import { recoveryPoints } from '../../operator/commands/recovery-points';
import { report } from '../../operator/commands/report';
import { runShow } from '../../operator/commands/run-show';
import { runbook } from '../../operator/commands/runbook';
import { runs } from '../../operator/commands/runs';
import { backup, cacheBackup, drill, dump, restore, walCheck } from '../../operator/commands/start-backup';
import { status } from '../../operator/commands/status';
import { databaseStore } from '../../rehearsal/database-pair';
import { waitUntil } from '../../rehearsal/engines/wait-until';
import { APPLICATION_DOOR } from '../../rehearsal/local-engines';
import type { World } from '../../rehearsal/world';
import { aDesk, wordsOf } from './a-desk';
import { heartbeats, returnHome } from './a-way-home';
import { aWorld, losePrimary, replicated } from './a-world';
import { putFakeDumpTools } from './fake-dump-tools';

// Each look at what is not there yet is logged; here that would bury the report.
process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';

const directory = mkdtempSync(join(tmpdir(), 'operator-day-'));
let world: World;
const putAway: (() => void)[] = [];
afterEach(async () => {
  for (const one of putAway.splice(0)) one();
  await world.end();
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const reportOf = (name: string) => readFileSync(join(directory, name), 'utf8');

test('a day at the desk: recovery points are made, listed, proven, restored, and told of on a page', async () => {
  putAway.push(putFakeDumpTools());
  world = await aWorld();
  const { desk, shown } = aDesk(world);
  const { databases } = world.engines;
  const store = await databaseStore(databases.primary.gate.port(APPLICATION_DOOR), databases.databaseName);
  await store.write(1);
  store.close();
  await replicated(world);

  expect(wordsOf(await backup(desk, { policy: 'every-four-hours' }))).toContain('in us-east-1 succeeded');
  expect(wordsOf(await cacheBackup(desk, { policy: 'cache-nightly' }))).toContain('in us-east-1 succeeded');
  expect(wordsOf(await dump(desk, { policy: 'dumps' }))).toContain('in us-east-1 succeeded');
  expect(wordsOf(await backup(desk, { policy: 'every-four-hours', dryRun: true }))).toContain('would take');
  expect(wordsOf(await walCheck(desk, { dryRun: true }))).toContain('automated-backups of');
  const points = wordsOf(await recoveryPoints(desk, {}));
  for (const kind of ['snapshot-copy', 'cache-backup-copy', 'logical-dump-copy'])
    expect(points).toContain(kind);

  // Its first segments arrive a little later than it begins.
  await waitUntil(async () => (await walCheck(desk, {})).news === 'fine', {
    withinMs: 30_000,
    otherwise: () => 'wal-check never succeeded',
  });

  expect(wordsOf(await drill(desk, { dryRun: true }))).toContain('nothing was');
  expect(await runs(desk, { limit: 9 })).toMatchObject({ data: { runs: [] } });
  const drilled = await drill(desk, { because: 'an exercise' });
  expect(wordsOf(drilled)).toContain('in us-west-2');
  const { run } = drilled.data as { run: string };
  expect((await world.ledger.drill(run))?.drilled).toContainEqual(
    expect.objectContaining({ kind: 'snapshot-copy', outcome: 'proven' }),
  );
  await report(desk, { id: run, file: join(directory, 'drill.html') });
  expect(reportOf('drill.html')).toContain('snapshot-copy');

  expect(wordsOf(await restore(desk, { store: 'main', dryRun: true }))).toContain('nothing was');
  // Of one kind: the freshest may be the dump, and what the stand-in tools wrote is no dump.
  const options = { store: 'main', to: 'latest', kind: 'snapshot' } as const;
  expect(wordsOf(await restore(desk, options))).toContain('succeeded');
  expect(shown.length).toBeGreaterThan(0);

  await world.region('recovery').invoke('answer-recovery');
  expect(wordsOf(await recoverNow(desk))).toContain('main');
  expect(wordsOf(await runbook(desk, { stored: false }))).toContain('us-west-2');
  const { data } = await doctor(desk);
  expect(data).toMatchObject({ activeRegion: 'us-east-1' });
});

test('a run that asks is answered at the desk, acknowledged, told of on a page, and gone home from', async () => {
  world = await aWorld(undefined, { mode: 'approval' });
  const { desk, notes } = aDesk(world);
  await losePrimary(world);
  await world.startFailover('asking', 'a test');
  await waitUntil(async () => (await world.ledger.approval('asking')) !== undefined, {
    withinMs: 20_000,
    otherwise: () => 'nobody was asked',
  });
  expect(wordsOf(await status(desk))).toContain('firebackup approve asking');

  const yes = await answerApproval(desk, {
    run: 'asking',
    answer: 'approve',
    yes: 'firebackup',
    by: 'grace',
  });
  expect(wordsOf(yes)).toContain('firebackup run show asking');
  await world.region('recovery').states.executions.get('asking')?.result;
  expect(wordsOf(await runShow(desk, { id: 'asking', document: false }))).toContain('grace');
  await report(desk, { id: 'asking', file: join(directory, 'failover.md') });
  expect(reportOf('failover.md')).toContain('us-west-2');

  expect(wordsOf(await acknowledge(desk, { run: 'asking' }))).toContain('keeps no other run back');
  expect(notes).toContain('in the name of ada; --by names somebody else');

  putAway.push(heartbeats(world, 'recovery'));
  await returnHome(world);
  const planned = await failback(desk, { dryRun: true, run: 'home' });
  expect(wordsOf(planned)).toContain('nothing was changed');
  expect(planned.data).toMatchObject({ output: { plan: { outcome: 'dry-run', home: 'us-east-1' } } });
  expect(await world.ledger.role()).toMatchObject({ activeRegion: 'us-west-2', epoch: 2 });
  const home = await failback(desk, { dryRun: false, run: 'home', yes: 'firebackup' });
  expect(wordsOf(home)).toContain('succeeded');
  expect(await world.ledger.role()).toMatchObject({ activeRegion: 'us-east-1', epoch: 3 });
  expect(wordsOf(await runs(desk, { limit: 9 }))).toContain('failback');
});
