import { openWindow } from '../../lib/domain/maintenance';

test.each([
  ['03:00-04:00', '2026-11-24T03:00:00.000Z', true],
  ['03:00-04:00', '2026-11-24T03:59:59.999Z', true],
  ['03:00-04:00', '2026-11-24T04:00:00.000Z', false],
  ['03:00-04:00', '2026-11-24T02:59:59.999Z', false],
  ['23:30-00:30', '2026-11-24T23:45:00.000Z', true],
  ['23:30-00:30', '2026-11-25T00:29:00.000Z', true],
  ['23:30-00:30', '2026-11-25T12:00:00.000Z', false],
  ['03:00-03:00', '2026-11-24T03:00:00.000Z', false],
  ['sun:04:00-sun:05:00', '2026-11-22T04:30:00.000Z', true],
  ['sun:04:00-sun:05:00', '2026-11-23T04:30:00.000Z', false],
  ['sat:23:00-sun:01:00', '2026-11-22T00:30:00.000Z', true],
  ['sat:23:00-sun:01:00', '2026-11-21T22:59:00.000Z', false],
])('%s at %s is open: %s', (window, now, open) => {
  expect(openWindow([window], now)).toBe(open ? window : undefined);
});

test('of several windows the first that is open is told', () => {
  const windows = ['01:00-02:00', 'tue:03:00-tue:05:00', '03:00-04:00'];
  expect(openWindow(windows, '2026-11-24T03:10:00.000Z')).toBe('tue:03:00-tue:05:00');
});
