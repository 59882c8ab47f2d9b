import fc from 'fast-check';
import {
  GUARD_SECONDS,
  inSilence,
  isolatedFencedBy,
  isolationSince,
  onAnswer,
  SELF_FENCED_SECONDS,
} from '../../lib/domain/isolation';
import { LEASE_SECONDS, mustFenceBecause } from '../../lib/domain/role';
import { aHeldRole, anOpenRun, aRole } from '../helpers/a-role';
import { at } from '../helpers/at';

test.each([
  ['begin counting', undefined, 0],
  ['wait', at(0), 0],
  ['wait', at(0), LEASE_SECONDS],
  ['the plan', at(0), LEASE_SECONDS + 0.001],
] as const)('in silence it is: %s', (step, since, second) => {
  for (const rule of ['fence', 'keep'] as const) {
    expect(inSilence(since, at(second), rule)).toBe(step === 'the plan' ? rule : step);
  }
});

const isolation = isolationSince(at(0));
const home = aHeldRole({ openRun: anOpenRun({ from: 'us-west-2', to: 'us-east-1' }) });

test.each([
  ['active, never fenced', aRole(), [], 'leave'],
  ['active, fenced by isolation', aRole(), [isolation], 'lift'],
  ['active, one of two fenced by isolation', aRole(), ['lifted', isolation], 'lift'],
  ['active, fenced for a run', aRole(), ['run-1'], 'leave'],
  ['active, with open sessions of a fence under way', aRole(), ['sessions-open'], 'leave'],
  ['left by a run', aHeldRole(), [isolation], 'fence'],
  ['not active', aRole({ activeRegion: 'us-west-2' }), [isolation], 'fence'],
  ['the target of an open run', home, [isolation], 'leave'],
] as const)('a region that is %s: %s', (_, role, fencedFor, step) => {
  expect(onAnswer(role, 'us-east-1', fencedFor)).toBe(step);
});

test('no region that must be fenced is ever opened, whatever it was fenced for', () => {
  const region = fc.constantFrom('us-east-1', 'us-west-2');
  const run = fc.option(fc.record({ from: region, to: region }), { nil: undefined });
  const notes = fc.array(fc.constantFrom(isolation, 'run-1', 'lifted', 'sessions-open'));
  fc.assert(
    fc.property(region, region, run, notes, (own, activeRegion, ends, fencedFor) => {
      const role = aRole({ activeRegion, ...(ends && { openRun: anOpenRun(ends) }) });
      const step = onAnswer(role, own, fencedFor);
      expect(step === 'fence').toBe(mustFenceBecause(role, own) !== undefined);
      if (step === 'lift') expect([activeRegion, role.openRun]).toEqual([own, undefined]);
    }),
  );
});

/** A guard that fires at these seconds and hears the ledger until `deafFrom`: when its second fencing call has ended. */
function selfFencedAt(firings: readonly number[], openedAt: number, deafFrom: number): number {
  let since: string | undefined;
  let calls = 0;
  for (const second of firings) {
    const hears = second < deafFrom;
    const step = hears ? undefined : inSilence(since, at(second), 'fence');
    if (step === 'begin counting') since = at(second);
    if ((hears && second >= openedAt) || step === 'fence') calls += 1;
    if (calls === 2) return second + GUARD_SECONDS;
  }
  throw new Error('it never fenced itself');
}

test('by then a region has fenced itself, whenever its guard fires and whenever it lost the ledger', () => {
  const withinMinutes = fc.array(fc.nat(59), { minLength: 30, maxLength: 30 });
  fc.assert(
    fc.property(withinMinutes, fc.nat(300), fc.nat(900), (seconds, openedAt, deafFrom) => {
      const firings = seconds.map((second, minute) => minute * 60 + second);
      expect(selfFencedAt(firings, openedAt, deafFrom)).toBeLessThanOrEqual(openedAt + SELF_FENCED_SECONDS);
    }),
  );
});

test('the wait is counted from the opening of the run', () => {
  expect(isolatedFencedBy(at(7))).toBe(at(7 + SELF_FENCED_SECONDS));
});
