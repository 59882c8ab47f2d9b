import { longestGapSeconds } from '../../lib/plan/schedule-gap';

const DAY = 86_400;

test.each([
  ['rate(1 minute)', 60],
  ['rate(4 hours)', 4 * 3600],
  ['rate(2 days)', 2 * DAY],
  ['cron(0 */4 * * ? *)', 4 * 3600],
  ['cron(15 5 * * ? *)', DAY],
  ['cron(0 6 ? * SUN *)', 7 * DAY],
  // Sunday is 1 here; if it were Monday, this would fire once a week.
  ['cron(0 6 ? * 1,MON *)', 6 * DAY],
  // From Friday 18:59 to Monday 08:00.
  ['cron(* 8-18 ? * MON-FRI *)', 2 * DAY + 13 * 3600 + 60],
  ['cron(0 0 L * ? *)', 31 * DAY],
  ['cron(0/15 * * * ? *)', 900],
])('%s leaves at most %d s between two firings', (expression, seconds) => {
  expect(longestGapSeconds(expression)).toBe(seconds);
});

test.each([
  ['every hour', 'every hour is no schedule; expected rate(6 hours) or cron(0 3 * * ? *)'],
  ['cron(0 3 * * *)', 'is no schedule'],
  ['cron(0 25 * * ? *)', 'cron(0 25 * * ? *): '],
  ['cron(0 3 1 1 ? 2026)', 'fires less than twice'],
])('%s is no schedule that can be watched', (expression, because) => {
  expect(() => longestGapSeconds(expression)).toThrow(because);
});
