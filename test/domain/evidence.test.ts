import fc from 'fast-check';
import { type Evidence, lastStreak, type Probe, withProbe } from '../../lib/domain/evidence';
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

/** Probes may come at any distance here: what silence does is a test of its own. */
const withoutSilence = (evidence: Evidence, probe: Probe) =>
  withProbe(evidence, probe, Number.POSITIVE_INFINITY);

test('a probe that arrives after a later one adds nothing', () => {
  const up: Probe = { at: at(10), component: 'api', outcome: 'up', detail: '' };
  const before = withoutSilence(nothingSeen, up);
  expect(withoutSilence(before, { ...up, at: at(9), outcome: 'down' })).toBe(before);
});

test('silence ends a streak: bad probes before and after it are not one long failure', () => {
  const bad = (seconds: number): Probe => ({
    at: at(seconds),
    component: 'api',
    outcome: 'down',
    detail: '',
  });
  const seen = [bad(0), bad(10), bad(3_600)].reduce(
    (evidence, probe) => withProbe(evidence, probe, 30),
    nothingSeen,
  );
  expect(seen.streaks.map(({ from, count }) => [from, count])).toEqual([
    [at(0), 2],
    [at(3_600), 1],
  ]);
  expect(withProbe(seen, bad(3_630), 30).streaks.at(-1)?.count).toBe(2);
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
