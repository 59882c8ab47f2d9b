import { drill, restore } from '../../operator/commands/start-backup';
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
