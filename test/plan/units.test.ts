import fc from 'fast-check';
import { dailyWindow, duration, positiveDuration } from '../../lib/plan/units';

test.each([
  ['0s', 0],
  ['90s', 90],
  ['15m', 900],
  ['4h', 14_400],
  ['7d', 604_800],
])('%s is %i s', (text, seconds) => {
  expect(duration.parse(text)).toBe(seconds);
});

test.each(['', '5', 's', '-5m', '1.5h', '5 m', '5M', '5w', '1h30m', 90])('%p is no duration', (text) => {
  expect(duration.safeParse(text).success).toBe(false);
});

test('a positive duration is anything but nothing', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.constantFrom('s', 'm', 'h', 'd'), (count, unit) => {
      expect(positiveDuration.safeParse(`${count}${unit}`).success).toBe(count > 0);
    }),
  );
});

test.each([
  ['03:00-04:00', true],
  ['23:30-00:30', true],
  ['24:00-01:00', false],
  ['3:00-4:00', false],
  ['03:00', false],
])('whether %s is a daily window: %p', (text, is) => {
  expect(dailyWindow.safeParse(text).success).toBe(is);
});
