import {
  floorOf,
  type RetentionRules,
  retentionHeldBecause,
  retentionPlan,
} from '../../lib/domain/retention';
import { aRecoveryPoint, provenOn } from '../helpers/a-recovery-point';
import { anOpenRun, aRole } from '../helpers/a-role';
import { at } from '../helpers/at';

const DAY = 86_400;
const now = at(0);
const someRules = (overrides: Partial<RetentionRules> = {}): RetentionRules => ({
  policy: 'nightly',
  retain: { hourly: 0, daily: 2, weekly: 0, monthly: 0 },
  keepProven: 1,
  ...overrides,
});

const daysAgo = (days: number) => aRecoveryPoint({ takenAt: at(-days * DAY) });
const provenDaysAgo = (days: number) => ({ ...daysAgo(days), proof: provenOn(at(-DAY)) });
const plan = (points: Parameters<typeof retentionPlan>[0], rules = someRules()) =>
  retentionPlan(points, rules, now);
const reasonFor = (point: ReturnType<typeof daysAgo>, judged: ReturnType<typeof plan>) =>
  [...judged.kept, ...judged.deleted].find((one) => one.point === point)?.because;

test('each point that is kept says which slots it fills, and each that goes why', () => {
  const [today, earlier, yesterday, old] = [daysAgo(0), daysAgo(0.1), daysAgo(1), daysAgo(2)] as const;
  const judged = plan([today, earlier, yesterday, old], someRules({ keepProven: 1 }));
  expect(judged.deleted.map(({ point }) => point)).toEqual([old, earlier]);
  expect(reasonFor(today, judged)).toBe(
    'nothing of main in us-east-1 is proven, so the newest 1 stay; the newest of main in us-east-1; ' +
      'fills the daily slot 2026-03-01',
  );
  expect(reasonFor(yesterday, judged)).toBe('fills the daily slot 2026-02-28');
  expect(reasonFor(earlier, judged)).toBe(
    'fills none of the 2 daily slots, and the floor of 1 holds without it',
  );
});

test('the last proven point stays, however old, and says that it is the last', () => {
  const proven = provenDaysAgo(400);
  const judged = plan([daysAgo(0), daysAgo(1), daysAgo(2), proven]);
  expect(judged.deleted.map(({ point }) => point.takenAt)).toEqual([at(-2 * DAY)]);
  expect(reasonFor(proven, judged)).toBe('the last proven point of main in us-east-1');
});

test('of more proven points the newest hold the floor, and older ones may go', () => {
  const [newer, older] = [provenDaysAgo(300), provenDaysAgo(400)];
  const judged = plan([daysAgo(0), newer, older], someRules({ retain: { ...someRules().retain, daily: 1 } }));
  expect(judged.deleted.map(({ point }) => point)).toEqual([older]);
  expect(reasonFor(newer, judged)).toBe(
    'among the newest 1 proven points of main in us-east-1, which the plan keeps',
  );
});

test('while too few are proven, as many of the newest stay as the plan wants proven, and say so', () => {
  const points = [daysAgo(0), daysAgo(1), daysAgo(2), provenDaysAgo(3)];
  const judged = plan(points, someRules({ retain: { ...someRules().retain, daily: 1 }, keepProven: 2 }));
  expect(judged.deleted.map(({ point }) => point)).toEqual([points[2]]);
  expect(reasonFor(points[1] as never, judged)).toBe(
    'only 1 of 2 points of main in us-east-1 is proven, so the newest 2 stay',
  );
});

test('each region and each database has a floor of its own', () => {
  const old = [
    { ...provenDaysAgo(9), region: 'us-west-2' },
    { ...provenDaysAgo(9), store: 'orders' },
  ];
  const newer = [
    provenDaysAgo(1),
    { ...daysAgo(0), region: 'us-west-2' },
    { ...daysAgo(0), store: 'orders' },
  ];
  const judged = plan(
    [...old, ...newer, daysAgo(0)],
    someRules({ retain: { ...someRules().retain, daily: 1 } }),
  );
  expect(judged.deleted).toEqual([]);
});

test('points of another policy are none of its business, and do not count for its slots and its floor', () => {
  const other = { ...provenDaysAgo(0.5), policy: 'weekly' };
  const judged = plan([other, daysAgo(1), daysAgo(2), provenDaysAgo(9)]);
  expect(judged.deleted).toEqual([]);
  expect(reasonFor(other, judged)).toBe('it is of policy weekly, not of nightly');
});

test.each([
  ['lies ahead', at(60)],
  ['cannot be read', 'some day'],
])('a point whose moment %s stays, and pushes nothing out', (_, takenAt) => {
  const odd = aRecoveryPoint({ takenAt });
  const judged = plan([odd, daysAgo(0), daysAgo(1)]);
  expect(judged.deleted).toEqual([]);
  expect(reasonFor(odd, judged)).toBe(`taken at ${takenAt}, and now is ${now}`);
  expect(floorOf([odd, daysAgo(0)], someRules(), now)).toEqual([daysAgo(0)]);
});

test('an open run holds retention, and says which; a role without one does not', () => {
  expect(retentionHeldBecause(aRole(), [], now)).toBeUndefined();
  expect(retentionHeldBecause(aRole({ openRun: anOpenRun() }), [], now)).toBe(
    `run run-1 to us-west-2 is open since ${at(0)}`,
  );
});

test.each([
  ['until it ends', at(1), 'a drill restores (run drill-1, until'],
  ['no longer than to its end', at(0), undefined],
  ['for good when its end cannot be read', 'soon', 'a drill restores (run drill-1, until soon'],
])('a run that restores holds retention %s', (_, expiresAt, expected) => {
  const hold = { run: 'drill-1', because: 'a drill restores', expiresAt };
  const because = retentionHeldBecause(aRole(), [hold], at(0));
  if (expected) expect(because).toContain(expected);
  else expect(because).toBeUndefined();
});
