import * as fc from 'fast-check';
import { type Streak, writableSides } from '../../rehearsal/writable-sides';

const streak = (from: number, to: number): Streak => ({ from, to, writes: 1 });

test('sides that take writes one after the other are never both writable', () => {
  const { mostAtOnce, bothSeconds } = writableSides([streak(0, 1_000)], [streak(1_001, 2_000)]);
  expect([mostAtOnce, bothSeconds]).toEqual([1, 0]);
});

test('one write of the old side after the first one of the new side is a split brain', () => {
  const { mostAtOnce, overlaps } = writableSides(
    [streak(0, 900), streak(1_500, 1_500)],
    [streak(1_000, 2_000)],
  );
  expect(mostAtOnce).toBe(2);
  expect(overlaps).toEqual([{ from: 1_500, to: 1_500 }]);
});

test('an instant that several sessions saw counts once', () => {
  const here = [streak(0, 1_000), streak(200, 800)];
  const { bothSeconds, overlaps } = writableSides(here, [streak(500, 3_000), streak(700, 900)]);
  expect(overlaps).toEqual([{ from: 500, to: 1_000 }]);
  expect(bothSeconds).toBe(0.5);
});

test('nobody who could write is nobody', () => {
  expect(writableSides([], [])).toEqual({ mostAtOnce: 0, bothSeconds: 0, overlaps: [] });
});

test('it does not matter which side is asked first', () => {
  const streaks = fc.array(
    fc.tuple(fc.nat(1_000), fc.nat(1_000)).map(([from, length]) => streak(from, from + length)),
  );
  fc.assert(
    fc.property(streaks, streaks, (here, there) => {
      expect(writableSides(here, there)).toEqual(writableSides(there, here));
    }),
  );
});
