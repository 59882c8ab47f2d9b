import { backup, cacheBackup, drill, dump, restore, walCheck } from '../../operator/commands/start-backup';
import { aPlan } from '../helpers/a-plan';
import { aReachableCopy, aRecoveryPoint, provenOn } from '../helpers/a-recovery-point';
import { anOpenRun, aRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import { aDesk, type TestDesk } from './a-desk';

const wordsOf = (lines: readonly string[]) => lines.join(' ').replace(/ +/g, ' ');

/** Nothing is modelled but the ledger: a machine that was started would break the test. */
async function aDeskWithPoints(): Promise<TestDesk> {
  const desk = aDesk({ seconds: 300 });
  const proven = aReachableCopy({ takenAt: at(-7200), id: 'proven-copy' });
  await desk.truth.recordRecoveryPoint(proven);
  await desk.truth.recordProof(proven, provenOn(at(-3600)));
  await desk.truth.recordRecoveryPoint(aReachableCopy({ takenAt: at(-60), id: 'newer-copy' }));
  await desk.truth.recordRecoveryPoint(aRecoveryPoint({ takenAt: at(-60), id: 'at-home' }));
  return desk;
}

test('a restore that is tried out says which point it would choose, and why', async () => {
  const desk = await aDeskWithPoints();
  const { lines, data, news } = await restore(desk, { store: 'main', region: 'us-west-2', dryRun: true });
  expect(news).toBe('fine');
  expect(wordsOf(lines)).toContain('main in us-west-2: it would restore; nothing was changed');
  expect(wordsOf(lines)).toContain('point proven-copy');
  expect(wordsOf(lines)).toContain('newer-copy reaches');
  expect(data).toMatchObject({ dryRun: true, choice: { outcome: 'chosen', point: { id: 'proven-copy' } } });
});

test('a restore that is tried out looks where a real one would work: in the active region', async () => {
  const { data } = await restore(await aDeskWithPoints(), { store: 'main', dryRun: true });
  expect(data).toMatchObject({ region: 'us-east-1', choice: { point: { id: 'at-home' } } });
});

test('a restore that nothing would do for is bad news, with the reason', async () => {
  const desk = await aDeskWithPoints();
  const { lines, news } = await restore(desk, {
    store: 'main',
    region: 'us-west-2',
    to: at(-90_000),
    dryRun: true,
  });
  expect(news).toBe('bad');
  expect(wordsOf(lines)).toContain('it would refuse');
});

test('a drill that is tried out says what it would restore, in the region that stands by', async () => {
  const { lines, data, news } = await drill(await aDeskWithPoints(), { dryRun: true });
  expect(news).toBe('fine');
  expect(wordsOf(lines)).toContain('drill in us-west-2: it would restore 1 recovery point, and');
  expect(wordsOf(lines)).toContain('main snapshot-copy newer-copy');
  expect(data).toMatchObject({ region: 'us-west-2', chosen: [{ point: { id: 'newer-copy' } }] });
});

test('a drill would be refused while a run is open, and has nothing to do where there is nothing', async () => {
  const desk = await aDeskWithPoints();
  await desk.truth.writeRole(aRole({ openRun: anOpenRun() }));
  const refused = await drill(desk, { dryRun: true });
  expect(refused.news).toBe('bad');
  expect(wordsOf(refused.lines)).toContain('it would refuse while run run-1 is open');
  expect(await drill(aDesk(), { dryRun: true })).toMatchObject({ news: 'bad', data: { chosen: [] } });
});

const DAY = 86_400;

/** Snapshots of the last seven nights, as many as `nightly` keeps. */
async function aDeskAfterAWeek(): Promise<TestDesk> {
  const desk = aDesk();
  for (const days of [1, 2, 3, 4, 5, 6, 7])
    await desk.truth.recordRecoveryPoint(
      aRecoveryPoint({ takenAt: at(-days * DAY), id: `${days}-days-old` }),
    );
  return desk;
}

test('a backup that is tried out says what it would take, and what has to go for it', async () => {
  const { lines, data, news } = await backup(await aDeskAfterAWeek(), { policy: 'nightly', dryRun: true });
  expect(news).toBe('fine');
  const words = wordsOf(lines);
  expect(words).toContain('nightly in us-east-1: it would take 1 and delete 1; nothing was changed');
  expect(words).toContain('main firebackup-main-nightly-202603011200, in us-east-1 and us-west-2');
  expect(words).toContain('main snapshot 7-days-old in us-east-1: fills none of');
  expect(data).toMatchObject({ dryRun: true, deleted: [{ point: { id: '7-days-old' } }] });
});

test('a backup would delete nothing while a run is open, and takes up what it has taken', async () => {
  const desk = await aDeskAfterAWeek();
  const id = 'firebackup-main-nightly-202603011200';
  await desk.truth.recordRecoveryPoint(aRecoveryPoint({ takenAt: at(0), id }));
  await desk.truth.writeRole(aRole({ openRun: anOpenRun() }));
  const { lines, data } = await backup(desk, { policy: 'nightly', dryRun: true });
  expect(wordsOf(lines)).toContain('nothing run run-1 to us-west-2 is open');
  expect(data).toMatchObject({ taken: [{ id }], deleted: [] });
});

test('dumps and cache backups are tried out as well; a dump of the recovery region is copied nowhere', async () => {
  const kept = { schedule: 'cron(30 2 * * ? *)', retain: { daily: 7 }, keepProven: 1 };
  const subnets = { primary: ['subnet-11111111'], recovery: ['subnet-22222222'] };
  const plan = aPlan({
    cacheBackups: [{ ...kept, name: 'files', caches: ['queue'] }],
    dumps: [{ ...kept, name: 'dumps', databases: ['main'], lockDays: 7, subnets }],
  });
  const desk = aDesk({ plan });
  const files = await cacheBackup(desk, { policy: 'files', dryRun: true });
  expect(wordsOf(files.lines)).toContain(
    'queue firebackup-queue-files-202603011200, in us-east-1 and us-west-2',
  );
  await desk.truth.writeRole(aRole({ activeRegion: 'us-west-2', epoch: 2 }));
  const dumps = await dump(desk, { policy: 'dumps', dryRun: true });
  expect(wordsOf(dumps.lines)).toContain('main firebackup-main-dumps-202603011200, in us-west-2 ');
});

test('a wal-check that is tried out says what it would judge: in each region what its part calls for', async () => {
  const desk = aDesk();
  const active = await walCheck(desk, { dryRun: true });
  expect(wordsOf(active.lines)).toContain('main automated-backups of firebackup-primary, not recorded yet');
  const standby = await walCheck(desk, { region: 'us-west-2', dryRun: true });
  expect(standby.data).toMatchObject({
    looked: [{ kind: 'live-replica' }, { kind: 'automated-backups-copy' }],
  });
});
