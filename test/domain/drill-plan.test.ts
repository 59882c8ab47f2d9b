import fc from 'fast-check';
import { drillPlan, pointsMost } from '../../lib/domain/drill-plan';
import { latestOf, type RecoveryPoint } from '../../lib/domain/recovery-point';
import { aRecoveryPoint, aWindow, provenOn } from '../helpers/a-recovery-point';
import { at } from '../helpers/at';

const DAY = 86_400;
const now = at(60);
const rules = { region: 'us-west-2', pointsMost: 4 };
const aCopy = (overrides: Parameters<typeof aRecoveryPoint>[0] = {}) =>
  aRecoveryPoint({ region: 'us-west-2', ...overrides });
const chosenOf = (points: readonly RecoveryPoint[], most = 4) =>
  drillPlan(points, { ...rules, pointsMost: most }, now).chosen.map(({ point }) => point.id);

test('the newest point of every store and kind of its region is restored', () => {
  const points = [
    aCopy({ id: 'old', takenAt: at(-DAY) }),
    aCopy({ id: 'new', takenAt: at(0) }),
    aCopy({ id: 'to-come', takenAt: at(61) }),
    aCopy({ id: 'other', store: 'other', takenAt: at(-DAY) }),
    aRecoveryPoint({ id: 'elsewhere' }),
    aWindow({ id: 'window' }),
    aWindow({ id: 'replica', kind: 'live-replica' }),
  ];
  expect(chosenOf(points).sort()).toEqual(['new', 'other', 'window']);
});

test('what was never proven comes first, then what was proven longest ago; the rest says what it waits for', () => {
  const points = [
    aCopy({ id: 'a', store: 'a', proof: provenOn(at(-DAY)) }),
    aCopy({ id: 'b', store: 'b', proof: provenOn(at(-9 * DAY)) }),
    aCopy({ id: 'c', store: 'c' }),
    aCopy({ id: 'd', store: 'd', proof: { ...provenOn(at(-DAY)), outcome: 'disproven' } }),
  ];
  expect(chosenOf(points)).toEqual(['c', 'd', 'b', 'a']);
  const { chosen, waiting } = drillPlan(points, { ...rules, pointsMost: 3 }, now);
  expect(chosen).toHaveLength(3);
  expect(waiting).toEqual([
    {
      store: 'a',
      kind: 'snapshot-copy',
      because: 'its turn is another drill: the plan pays for 3 scratch instances',
    },
  ]);
});

test('a kind is as recently proven as its last proven point, whichever is newest now', () => {
  const points = [
    aCopy({ id: 'a-new', store: 'a' }),
    aCopy({ id: 'a-old', store: 'a', takenAt: at(-DAY), proof: provenOn(at(-DAY)) }),
    aCopy({ id: 'b', store: 'b', proof: provenOn(at(-2 * DAY)) }),
  ];
  expect(chosenOf(points, 1)).toEqual(['b']);
  expect(chosenOf(points)).toEqual(['b', 'a-new']);
});

test('a window with nothing in it is not restored, and that is said', () => {
  const { chosen, waiting } = drillPlan([aWindow({ windows: [] })], rules, now);
  expect(chosen).toEqual([]);
  expect(waiting).toEqual([
    { store: 'main', kind: 'automated-backups-copy', because: 'nothing can be recovered from it now' },
  ]);
});

const week = { windows: [{ from: at(-7 * DAY), to: at(0) }] };
const toOf = (window: RecoveryPoint) => drillPlan([window], rules, now).chosen[0]?.to;

test('a window is restored as far as it goes, and the time after that to a moment inside', () => {
  expect(toOf(aWindow(week))).toBeUndefined();
  const latest = { ...provenOn(at(-4 * DAY)), recoveredTo: at(-4 * DAY - 300) };
  expect(toOf(aWindow({ ...week, proof: latest }))).toBe(at((-4 * DAY - 300) / 2));
  const inside = { ...provenOn(at(-4 * DAY)), recoveredTo: at(-6 * DAY) };
  expect(toOf(aWindow({ ...week, proof: inside }))).toBeUndefined();
  expect(toOf(aWindow({ ...week, proof: { ...latest, outcome: 'disproven' } }))).toBeUndefined();
});

test('a moment inside is never asked of a window that has hardly moved on', () => {
  const justNow = { ...provenOn(at(-DAY / 4)), recoveredTo: at(-DAY / 4) };
  expect(toOf(aWindow({ ...week, proof: justNow }))).toBeUndefined();
});

test('a moment inside lies in the newest window, and after what was proven', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10 * DAY }),
      fc.integer({ min: 1, max: 10 * DAY }),
      (reached, length) => {
        const window = aWindow({
          windows: [{ from: at(-length), to: at(0) }],
          proof: { ...provenOn(at(-reached)), recoveredTo: at(-reached) },
        });
        const to = toOf(window);
        if (to === undefined) return;
        expect(to > at(-reached) && to > at(-length) && to < String(latestOf(window))).toBe(true);
      },
    ),
  );
});

test.each([
  [24, 6 * 3600, 4],
  [24, 7 * 3600, 3],
  [1, 3600, 1],
  [1, 7200, 0],
])('%d instance hours and scratch of %d s pay for %d points', (hours, seconds, most) => {
  expect(pointsMost(hours, seconds)).toBe(most);
});
