import fc from 'fast-check';
import { filledSlots, slotOf, TIERS } from '../../lib/domain/retention-slots';
import { at } from '../helpers/at';

test.each([
  ['hourly', '2026-03-01T12:59:59.999Z', '2026-03-01T12'],
  ['hourly', '2026-03-01T13:00:00Z', '2026-03-01T13'],
  ['daily', '2026-03-01T23:59:59.999Z', '2026-03-01'],
  ['daily', '2026-03-02T00:30:00+01:00', '2026-03-01'],
  ['weekly', '2026-03-01T23:59:59.999Z', '2026-02-23'],
  ['weekly', '2026-03-02T00:00:00.000Z', '2026-03-02'],
  ['weekly', '2027-01-01T12:00:00.000Z', '2026-12-28'],
  ['monthly', '2026-02-28T23:59:59.999Z', '2026-02'],
  ['monthly', '2026-03-01T00:00:00.000Z', '2026-03'],
] as const)('the %s slot of %s is %s', (tier, moment, slot) => {
  expect(slotOf(tier, moment)).toBe(slot);
});

test('the newest of each slot fills it, as many slots as there are to fill', () => {
  const days = [at(3600), at(0), at(-86_400), at(-86_400 - 60), at(-3 * 86_400)];
  expect([...filledSlots('daily', 2, days)]).toEqual([
    [0, '2026-03-01'],
    [2, '2026-02-28'],
  ]);
  expect([...filledSlots('daily', 9, days).keys()]).toEqual([0, 2, 4]);
  expect(filledSlots('daily', 0, days).size).toBe(0);
});

test('days without a snapshot use up no slot: after a long silence the old ones still fill theirs', () => {
  const afterSilence = [at(0), at(-90 * 86_400), at(-91 * 86_400)];
  expect([...filledSlots('daily', 3, afterSilence).keys()]).toEqual([0, 1, 2]);
});

test('one more slot never takes a point out of the slot that it fills', () => {
  const moments = fc
    .uniqueArray(fc.integer({ min: -40_000_000, max: 0 }), { maxLength: 60 })
    .map((seconds) => seconds.sort((a, b) => b - a).map(at));
  fc.assert(
    fc.property(moments, fc.constantFrom(...TIERS), fc.nat(20), (some, tier, slots) => {
      const filled = [...filledSlots(tier, slots, some)];
      expect([...filledSlots(tier, slots + 1, some)].slice(0, filled.length)).toEqual(filled);
    }),
  );
});
