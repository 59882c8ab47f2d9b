import fc from 'fast-check';
import { type Evidence, isWritten, lastStreak, type Probe, withProbe } from '../../lib/domain/evidence';
import { spacingOf } from '../../lib/domain/verdict';
import { at } from '../helpers/at';

const nothingSeen: Evidence = { vantagePoint: 'witness', streaks: [] };

const probesInOrder: fc.Arbitrary<Probe[]> = fc
  .array(
    fc.record({
      component: fc.constantFrom('api', 'database', 'cache'),
      outcome: fc.constantFrom('up', 'down', 'unknown'),
    }),
    { maxLength: 60 },
  )
  .map((kinds) => kinds.map((kind, index) => ({ ...kind, at: at(index * 10), detail: `probe ${index}` })));

/** The consecutive probes with one outcome that end the list, found by walking backwards. */
function endingRun(probes: readonly Probe[]): readonly Probe[] {
  const run: Probe[] = [];
  for (const probe of probes.toReversed()) {
    if (probe.outcome !== probes.at(-1)?.outcome) break;
    run.unshift(probe);
  }
  return run;
}

/** Probes may come at any distance here: what silence does, and what a second start does, are tests of their own. */
const withoutSilence = (evidence: Evidence, probe: Probe) =>
  withProbe(evidence, probe, { silentAfterSeconds: Number.POSITIVE_INFINITY, oneWithinSeconds: 0 });
/** As a vantage point has it that probes every ten seconds. */
const everyTenSeconds = (evidence: Evidence, probe: Probe) =>
  withProbe(evidence, probe, spacingOf({ intervalSeconds: 10 }));
const bad = (seconds: number): Probe => ({
  at: at(seconds),
  component: 'api',
  outcome: 'down',
  detail: '',
});

test('a probe that arrives after a later one adds nothing', () => {
  const up: Probe = { at: at(10), component: 'api', outcome: 'up', detail: '' };
  const before = withoutSilence(nothingSeen, up);
  expect(withoutSilence(before, { ...up, at: at(9), outcome: 'down' })).toBe(before);
});

test('silence ends a streak: bad probes before and after it are not one long failure', () => {
  const seen = [bad(0), bad(10), bad(3_600)].reduce(everyTenSeconds, nothingSeen);
  expect(seen.streaks.map(({ from, count }) => [from, count])).toEqual([
    [at(0), 2],
    [at(3_600), 1],
  ]);
  expect(everyTenSeconds(seen, bad(3_630)).streaks.at(-1)?.count).toBe(2);
});

test('rounds that are started twice, in any order and up to half an interval later, count once', () => {
  const once = [0, 10, 20, 30].map(bad);
  const expected = once.reduce(everyTenSeconds, nothingSeen);
  const again = fc.array(fc.record({ of: fc.nat(3), late: fc.double({ min: 0, max: 4.9, noNaN: true }) }));
  fc.assert(
    fc.property(again, (starts) => {
      const twice = starts.map(({ of, late }) => bad(of * 10 + late));
      const all = [...once, ...twice].sort((one, other) => one.at.localeCompare(other.at));
      expect(all.reduce(everyTenSeconds, nothingSeen)).toEqual(expected);
    }),
  );
});

test('rounds that were held up and come all at once are one', () => {
  const held = Array.from({ length: 12 }, (_, index) => bad(index * 0.1));
  expect(held.reduce(everyTenSeconds, nothingSeen).streaks).toMatchObject([{ count: 1, to: at(0) }]);
});

test.each([
  ['the same, lately', { at: at(14.9) }, true],
  ['the same, too long ago', { at: at(15) }, false],
  ['something else', { at: at(10), outcome: 'unknown' }, false],
  ['something bad', { at: at(10), outcome: 'down' }, false],
  ['a component that was never probed', { at: at(10), component: 'database' }, false],
] as const)('what is written needs no writing when a probe says %s', (_, probe, expected) => {
  const up: Probe = { at: at(0), component: 'api', outcome: 'up', detail: '' };
  expect(isWritten(withoutSilence(nothingSeen, up), [{ ...up, ...probe }], 15)).toBe(expected);
});

test('bad probes are written each, since their number and their last decide', () => {
  const down: Probe = { at: at(0), component: 'api', outcome: 'down', detail: '' };
  expect(isWritten(withoutSilence(nothingSeen, down), [{ ...down, at: at(10) }], 15)).toBe(false);
});

test('a streak is as long as counting the probes says', () => {
  fc.assert(
    fc.property(probesInOrder, (probes) => {
      const evidence = probes.reduce(withoutSilence, nothingSeen);
      for (const component of ['api', 'database', 'cache'] as const) {
        const run = endingRun(probes.filter((probe) => probe.component === component));
        const expected = run.at(-1) && {
          component,
          outcome: run[0]?.outcome,
          from: run[0]?.at,
          to: run.at(-1)?.at,
          count: run.length,
          detail: run.at(-1)?.detail,
        };
        expect(lastStreak(evidence, component)).toEqual(expected);
      }
    }),
  );
});

test('a probe of one component leaves the streaks of the others as they are', () => {
  fc.assert(
    fc.property(probesInOrder, fc.constantFrom('up' as const, 'down' as const), (probes, outcome) => {
      const before = probes.reduce(withoutSilence, nothingSeen);
      const after = withoutSilence(before, { at: at(9_999), component: 'api', outcome, detail: '' });
      const others = ({ streaks }: Evidence) => streaks.filter(({ component }) => component !== 'api');
      expect(others(after)).toEqual(others(before));
    }),
  );
});

test('five streaks of a flapping component are kept, the newest ones', () => {
  const flapping = Array.from({ length: 20 }, (_, index): Probe => {
    return { at: at(index), component: 'api', outcome: index % 2 === 0 ? 'up' : 'down', detail: '' };
  });
  const { streaks } = flapping.reduce(withoutSilence, nothingSeen);
  expect(streaks.map(({ from }) => from)).toEqual([at(15), at(16), at(17), at(18), at(19)]);
});

test('the evidence that a probe is added to stays as it was', () => {
  const before = withoutSilence(nothingSeen, { at: at(0), component: 'api', outcome: 'up', detail: '' });
  const copy = structuredClone(before);
  withoutSilence(before, { at: at(10), component: 'api', outcome: 'up', detail: '' });
  expect(before).toEqual(copy);
});
