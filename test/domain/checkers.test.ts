import { type CheckerReport, probeByCheckers } from '../../lib/domain/checkers';
import { at } from '../helpers/at';

/** So many checkers, of which some reach the endpoint, as of the given second. */
const reports = (count: number, healthy: number, second = 0): readonly CheckerReport[] =>
  Array.from({ length: count }, (_, index) => ({
    region: `region-${index}`,
    healthy: index < healthy,
    said: index < healthy ? 'Success: HTTP Status Code 200, OK' : 'Failure: connection timed out',
    at: at(second),
  }));

test.each([
  [16, 16, 'up'],
  [16, 3, 'up'],
  [16, 2, 'down'],
  [16, 0, 'down'],
  [3, 1, 'up'],
  [3, 0, 'down'],
  [2, 2, 'unknown'],
  [2, 0, 'unknown'],
  [0, 0, 'unknown'],
])('of %i checkers %i reach it: %s', (count, healthy, outcome) => {
  expect(probeByCheckers(reports(count, healthy), at(5))).toMatchObject({
    at: at(5),
    component: 'api',
    outcome,
  });
});

test('what was said longer ago than two of their rounds counts neither way', () => {
  const mixed = [...reports(12, 12, 0), ...reports(4, 0, 45)];
  expect(probeByCheckers(mixed, at(60)).outcome).toBe('up');
  expect(probeByCheckers(mixed, at(60.1)).outcome).toBe('down');
  expect(probeByCheckers(mixed, at(106)).outcome).toBe('unknown');
});

test('the probe says how many reach it, and what one of the others said', () => {
  expect(probeByCheckers(reports(16, 2), at(5)).detail).toBe(
    '2 of 16 checkers reach it; region-2: Failure: connection timed out',
  );
  expect(probeByCheckers(reports(2, 1), at(5)).detail).toBe(
    '1 of 2 checkers reach it, and at least 3 are needed',
  );
});
