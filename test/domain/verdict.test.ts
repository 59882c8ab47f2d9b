import fc from 'fast-check';
import { secondsAfter } from '../../lib/domain/instant';
import { checkersPace, regionDownSince, verdictOn } from '../../lib/domain/verdict';
import { anEvidence, aStreak, someDetectionRules } from '../helpers/an-evidence';
import { at } from '../helpers/at';

const rules = someDetectionRules();

describe('what one vantage point saw', () => {
  test('is down once the probes are enough and lasted long enough', () => {
    expect(verdictOn(anEvidence('witness'), rules, at(125))).toEqual({
      state: 'down',
      component: 'api',
      since: at(0),
    });
  });

  test.each([
    ['one probe short of the count', { count: 2 }, 'api failed 2 of 3 probes for 120.0 s'],
    ['a moment short of the hold', { to: at(119.9) }, 'api failed 13 of 3 probes for 119.9 s'],
    ['a probe that could not tell', { outcome: 'unknown' as const, detail: 'no checks' }, 'api: no checks'],
    ['a last probe too long ago', { from: at(-45.1), to: at(84.9) }, 'api was last probed 40.1 s ago'],
    ['a last probe of yesterday', { from: at(-43_300), to: at(-43_200) }, 'api was last probed 12 h ago'],
  ])('is unknown with %s', (_, streak, because) => {
    const verdict = verdictOn(anEvidence('witness', 'down', streak), rules, at(125));
    expect(verdict).toEqual({ state: 'unknown', because: expect.stringContaining(because) });
  });

  test.each([
    ['exactly as many probes as needed', { count: 3 }],
    ['a hold that is just over', { to: at(120) }],
    ['a last probe four intervals old', { from: at(-45), to: at(85) }],
  ])('is down with %s', (_, streak) => {
    const evidence = anEvidence('witness', 'down', streak);
    expect(verdictOn(evidence, rules, at(125)).state).toBe('down');
  });

  test('is down for the database alone, while the API still answers', () => {
    const streaks = [aStreak({ outcome: 'up' }), aStreak({ component: 'database', from: at(-10) })];
    const verdict = verdictOn({ vantagePoint: 'witness', streaks }, rules, at(125));
    expect(verdict).toEqual({ state: 'down', component: 'database', since: at(-10) });
  });

  test('is up when only the cache is down', () => {
    const streaks = [
      aStreak({ component: 'api', outcome: 'up' }),
      aStreak({ component: 'database', outcome: 'up' }),
      aStreak({ component: 'cache', outcome: 'down' }),
    ];
    expect(verdictOn({ vantagePoint: 'witness', streaks }, rules, at(125))).toEqual({ state: 'up' });
  });

  test('is unknown when the database was never probed, although the API is up', () => {
    const evidence = { vantagePoint: 'witness', streaks: [aStreak({ outcome: 'up' })] } as const;
    expect(verdictOn(evidence, rules, at(125))).toEqual({
      state: 'unknown',
      because: 'database was not probed',
    });
  });

  test("of Route 53's checkers is about the API alone, which is all that they see", () => {
    const evidence = { vantagePoint: 'route53', streaks: [aStreak({ outcome: 'up' })] } as const;
    expect(verdictOn(evidence, rules, at(125))).toEqual({ state: 'up' });
  });

  test("of Route 53's checkers gets old at their own pace, however fast the plan probes", () => {
    const fast = someDetectionRules({ intervalSeconds: 1 });
    expect(verdictOn(anEvidence('route53'), fast, at(153)).state).toBe('down');
    expect(verdictOn(anEvidence('route53'), fast, at(153.1)).state).toBe('unknown');
    expect(verdictOn(anEvidence('witness'), fast, at(125)).state).toBe('unknown');
  });

  test.each([
    ['of ten seconds', {}, 60],
    ['of a minute', { intervalSeconds: 60 }, 240],
  ])("of Route 53's checkers is held for a round of theirs and as long as a probe %s", (_, pace, age) => {
    const paced = someDetectionRules({ ...pace, inRegionHoldSeconds: 0 });
    const spoken = anEvidence('route53', 'down', { count: 5 });
    expect(verdictOn(spoken, paced, at(120 + age)).state).toBe('down');
    expect(verdictOn(spoken, paced, at(120 + age + 0.1)).state).toBe('unknown');
  });

  test.each([
    [
      { intervalSeconds: 1, failuresToDeclare: 3 },
      { words: 2, apart: 30 },
    ],
    [
      { intervalSeconds: 10, failuresToDeclare: 3 },
      { words: 2, apart: 30 },
    ],
    [
      { intervalSeconds: 10, failuresToDeclare: 7 },
      { words: 3, apart: 30 },
    ],
    [
      { intervalSeconds: 6, failuresToDeclare: 10 },
      { words: 3, apart: 30 },
    ],
    [
      { intervalSeconds: 15, failuresToDeclare: 3 },
      { words: 2, apart: 30 },
    ],
    [
      { intervalSeconds: 15, failuresToDeclare: 4 },
      { words: 3, apart: 30 },
    ],
    [
      { intervalSeconds: 60, failuresToDeclare: 3 },
      { words: 3, apart: 60 },
    ],
  ])(
    "of Route 53's checkers wants bad words for as long as %j wants bad probes",
    (rules, { words, apart }) => {
      const paced = someDetectionRules({ ...rules, inRegionHoldSeconds: 0 });
      const pace = checkersPace(paced);
      expect([pace.failuresToDeclare, pace.intervalSeconds]).toEqual([words, apart]);
      expect((words - 1) * apart).toBeGreaterThanOrEqual(
        (rules.failuresToDeclare - 1) * rules.intervalSeconds,
      );
      const spoken = (count: number) => anEvidence('route53', 'down', { count });
      expect(verdictOn(spoken(words), paced, at(125)).state).toBe('down');
      expect(verdictOn(spoken(words - 1), paced, at(125)).state).toBe('unknown');
    },
  );

  test('is judged whatever the phase of two probers whose probes last an interval each', () => {
    // In step, the other one's newest probe was sent two intervals before one's own, whose deadline has passed since.
    const inStep = anEvidence('witness', 'down', { from: at(60), to: at(95), count: 3 });
    const some = someDetectionRules({ inRegionHoldSeconds: 0 });
    expect(verdictOn(inStep, some, at(125.05)).state).toBe('down');
  });

  test('is unknown when there is nothing', () => {
    expect(verdictOn(undefined, rules, at(125))).toEqual({
      state: 'unknown',
      because: 'no probe was recorded',
    });
  });

  test('is unknown whatever it once was, as soon as it is stale', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('up' as const, 'down' as const, 'unknown' as const),
        fc.nat(10_000),
        fc.integer({ min: 40_001, max: 10_000_000 }),
        (outcome, count, ageMillis) => {
          const evidence = anEvidence('recovery', outcome, { count, from: at(-9_999) });
          const now = secondsAfter(at(120), ageMillis / 1000);
          expect(verdictOn(evidence, rules, now).state).toBe('unknown');
        },
      ),
    );
  });
});

describe('a region is down', () => {
  test('since the first bad probe of the vantage point that saw it first', () => {
    const earlier = { from: at(-3) };
    const recoveryFirst = [anEvidence('recovery', 'down', earlier), anEvidence('witness')];
    const witnessFirst = [anEvidence('recovery'), anEvidence('witness', 'down', earlier)];
    expect(regionDownSince(recoveryFirst, rules, at(125))).toBe(at(-3));
    expect(regionDownSince(witnessFirst, rules, at(125))).toBe(at(-3));
  });

  test.each([
    ['the other is silent', []],
    ['the other says up', [anEvidence('recovery', 'up')]],
    ['the other cannot tell', [anEvidence('recovery', 'unknown')]],
    ['the other fell silent', [anEvidence('recovery', 'down', { from: at(-100), to: at(20) })]],
    ['the other has not seen enough', [anEvidence('recovery', 'down', { count: 2 })]],
    ['it speaks twice', [anEvidence('witness')]],
  ])('not by the word of one vantage point when %s', (_, others) => {
    expect(regionDownSince([anEvidence('witness'), ...others], rules, at(125))).toBeUndefined();
  });
});
