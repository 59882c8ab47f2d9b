import { judgeSchedule, silentAfterSeconds } from '../../lib/domain/schedule-watch';
import { at } from '../helpers/at';

const watched = { region: 'us-east-1', group: 'firebackup-guard', silentAfterSeconds: 960 };
const judged = (
  sighting: Parameters<typeof judgeSchedule>[1],
  before?: Parameters<typeof judgeSchedule>[2],
) => judgeSchedule(watched, sighting, before, at(1000));

test.each([
  ['a minute', 60, 960],
  ['a quarter of an hour', 900, 1800],
  ['a day', 86_400, 95_040],
  ['a week', 604_800, 665_280],
])('what fires within %s is silent after a while longer', (_, gap, silent) => {
  expect(silentAfterSeconds(gap)).toBe(silent);
});

test.each([
  [960, 'firing'],
  [961, 'silent'],
] as const)('seen %d s ago, it is %s', (ago, state) => {
  expect(judged({ lastFiredAt: at(1000 - ago) })).toMatchObject({ state, lastFiredAt: at(1000 - ago) });
});

test('a silent one says since when, and what was expected', () => {
  expect(judged({ lastFiredAt: at(0) }).because).toBe(
    `it fired last at ${at(0)}, 1000 s ago; expected within 960 s`,
  );
});

test('one that nobody ever saw is new, until it was watched for long enough', () => {
  const never = { lastFiredAt: undefined };
  expect(judged(never)).toMatchObject({ state: 'new', watchedSince: at(1000) });
  expect(judged(never, { watchedSince: at(41) })).toMatchObject({ state: 'new', watchedSince: at(41) });
  const silent = judged(never, { watchedSince: at(39) });
  expect(silent).toMatchObject({ state: 'silent' });
  expect(silent.because).toContain('it has not been seen since it is watched, for 961 s');
});

test('what was seen before stays known when the figures do not reach back to it', () => {
  expect(judged({ lastFiredAt: undefined }, { watchedSince: at(0), lastFiredAt: at(500) }).state).toBe(
    'firing',
  );
});

test.each([at(990), at(0)])(
  'one that nobody could ask about is unknown, whenever it was seen last',
  (last) => {
    const before = { watchedSince: at(-5000), lastFiredAt: last };
    expect(judged({ unaskedBecause: 'nobody there' }, before)).toEqual({
      region: 'us-east-1',
      group: 'firebackup-guard',
      state: 'unknown',
      because: 'nobody there',
      watchedSince: at(-5000),
      lastFiredAt: last,
    });
  },
);
