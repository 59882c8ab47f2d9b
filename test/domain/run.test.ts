import fc from 'fast-check';
import { secondsBetween } from '../../lib/domain/instant';
import { PHASES, phasesOf } from '../../lib/domain/run';
import { at } from '../helpers/at';

/** Ends of all phases, by their lengths. */
const milestonesOf = (lengths: readonly number[]) => {
  let end = 0;
  return Object.fromEntries(
    PHASES.map((name, index) => {
      end += lengths[index] ?? 0;
      return [name, at(end)];
    }),
  );
};

const lengths = fc.array(fc.nat(1_000), { minLength: PHASES.length, maxLength: PHASES.length });

test('the phases cover the time from the first bad probe to the confirmation without a gap', () => {
  fc.assert(
    fc.property(lengths, (each) => {
      const phases = phasesOf(at(0), milestonesOf(each));
      expect(phases.map(({ name }) => name)).toEqual(PHASES);
      expect(phases.map(({ seconds }) => seconds)).toEqual(each);
      expect(phases.slice(1).map(({ startedAt }) => startedAt)).toEqual(
        phases.slice(0, -1).map(({ endedAt }) => endedAt),
      );
      expect(secondsBetween(at(0), phases.at(-1)?.endedAt ?? '')).toBe(each.reduce((sum, one) => sum + one));
    }),
  );
});

test('a phase whose end is unknown is left out, and so is the one after it', () => {
  fc.assert(
    fc.property(lengths, fc.constantFrom(...PHASES), (each, missing) => {
      const phases = phasesOf(at(0), { ...milestonesOf(each), [missing]: undefined });
      const from = PHASES.indexOf(missing);
      expect(phases.map(({ name }) => name)).toEqual(PHASES.toSpliced(from, 2));
    }),
  );
});

test('without the first bad probe there is no time of detection', () => {
  const [first] = phasesOf(undefined, milestonesOf([1, 1, 1, 1, 1, 1, 1]));
  expect(first).toEqual({ name: 'decide', startedAt: at(1), endedAt: at(2), seconds: 1 });
});
