import fc from 'fast-check';
import { judge } from '../../lib/domain/objectives';

test.each([
  [0, 'met'],
  [60, 'met'],
  [60.001, 'missed'],
  [undefined, 'unknown'],
  [Number.NaN, 'unknown'],
  [Number.POSITIVE_INFINITY, 'unknown'],
] as const)('against an objective of 60 s, %p s are %s', (measured, judged) => {
  expect(judge('database RTO', 60, measured)).toMatchObject({ measure: 'database RTO', judged });
});

test('what was not measured is never met, however generous the objective', () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(undefined, Number.NaN), (objective, measured) => {
      expect(judge('database RPO', objective, measured)).toEqual({
        measure: 'database RPO',
        judged: 'unknown',
        objectiveSeconds: objective,
      });
    }),
  );
});
