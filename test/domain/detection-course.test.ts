import fc from 'fast-check';
import {
  type Evidence,
  isWritten,
  type Probe,
  type Spacing,
  type VantagePoint,
  withProbe,
} from '../../lib/domain/evidence';
import { secondsBetween } from '../../lib/domain/instant';
import {
  CHECKER_INTERVAL_SECONDS,
  checkersSpacing,
  type DetectionRules,
  isSilent,
  regionDownSince,
  spacingOf,
  writtenForSeconds,
} from '../../lib/domain/verdict';
import { someDetectionRules } from '../helpers/an-evidence';
import { at } from '../helpers/at';

const DIES_AT = 1200;
const ENDS_AT = 2400;
/** By how much a round may come late, whatever the interval. */
const LATE_MOST = 2;

interface Round {
  readonly late: number;
  /** Counts for every other one: never are two lost in a row. */
  readonly isLost: boolean;
  readonly isTwice: boolean;
}
const rounds = fc.array(
  fc.record({
    late: fc.double({ min: 0, max: LATE_MOST, noNaN: true }),
    isLost: fc.boolean(),
    isTwice: fc.boolean(),
  }),
  { minLength: 20, maxLength: 40 },
);

/** By how much the witness' rounds begin after those of the recovery region. */
const phases = (intervalSeconds: number) => fc.double({ min: 0, max: intervalSeconds, noNaN: true });

/** When a prober's rounds begin, by what happens to each. */
function beginnings(intervalSeconds: number, what: readonly Round[], phase: number): readonly number[] {
  const count = Math.floor(ENDS_AT / intervalSeconds);
  const of = (n: number) => what[n % what.length] as Round;
  return Array.from({ length: count }, (_, n) => n).flatMap((n) => {
    if (of(n).isLost && n % 2 === 1) return [];
    const begins = n * intervalSeconds + phase + of(n).late;
    return of(n).isTwice ? [begins, begins + 0.5] : [begins];
  });
}

/** What is written by each vantage point, round by round, and what the recovery region's prober says of it at the end of each of its own. */
function course(
  rules: DetectionRules,
  other: 'witness' | 'route53',
  [own, others]: readonly [readonly Round[], readonly Round[]],
  phase: number,
) {
  const { intervalSeconds } = rules;
  // A region that is lost swallows probes until their deadline, which may be as long as the interval.
  const answeredAfter = (begun: number) => (begun < DIES_AT ? 0.1 : intervalSeconds);
  const probers = {
    recovery: beginnings(intervalSeconds, own, 0),
    witness: beginnings(intervalSeconds, others, phase),
  };
  const ends = (['recovery', 'witness'] as const)
    .filter((from) => from === 'recovery' || from === other)
    .flatMap((from) => probers[from].map((begun) => ({ from, begun, ended: begun + answeredAfter(begun) })))
    .toSorted((a, b) => a.ended - b.ended);
  const ledger = new Map<VantagePoint, Evidence>();
  const told: { ended: number; since: string | undefined; isOtherSilent: boolean }[] = [];
  for (const { from, begun, ended } of ends) {
    add(from, begun, { spacing: spacingOf(rules), writtenFor: writtenForSeconds(rules) });
    if (from !== 'recovery') continue;
    const word = ledger.get('route53')?.streaks.at(-1)?.to;
    if (other === 'route53' && (!word || secondsBetween(word, at(begun)) >= CHECKER_INTERVAL_SECONDS - 1))
      add('route53', begun, { spacing: checkersSpacing(rules), writtenFor: 0 });
    told.push({
      ended,
      since: regionDownSince([...ledger.values()], rules, at(ended)),
      isOtherSilent: isSilent(ledger.get(other) ?? { vantagePoint: other, streaks: [] }, rules, at(ended)),
    });
  }
  return told;

  function add(
    from: VantagePoint,
    begun: number,
    { spacing, writtenFor }: { spacing: Spacing; writtenFor: number },
  ): void {
    const outcome = begun < DIES_AT ? 'up' : 'down';
    const probes = (['api', 'database'] as const).map(
      (component): Probe => ({ at: at(begun), component, outcome, detail: '' }),
    );
    const before = ledger.get(from) ?? { vantagePoint: from, streaks: [] };
    const after = probes.reduce((seen, probe) => withProbe(seen, probe, spacing), before);
    if (after !== before && !isWritten(before, probes, writtenFor)) ledger.set(from, after);
  }
}

describe.each([6, 15, 60])(
  'rounds %i s apart, late by up to two seconds, some lost and some begun twice',
  (interval) => {
    test.each([
      ['witness', 120],
      ['witness', 0],
      ['route53', 120],
      ['route53', 0],
    ] as const)(
      'call a region down, with %s as the other vantage point and a hold of %i s',
      (other, inRegionHoldSeconds) => {
        const rules = someDetectionRules({ intervalSeconds: interval, inRegionHoldSeconds });
        const pace = other === 'route53' ? Math.max(CHECKER_INTERVAL_SECONDS, interval) + interval : interval;
        // From the first bad probe to the third, or for the hold; then the deadline of the last. At most a lost round more before
        // the first and before the last, and a round that judges.
        const least = Math.max(inRegionHoldSeconds, 2 * (interval - LATE_MOST)) + interval;
        const most =
          Math.max(inRegionHoldSeconds, 4 * pace) + 2 * (2 * pace + LATE_MOST) + 3 * interval + LATE_MOST;
        fc.assert(
          fc.property(fc.tuple(rounds, rounds), phases(interval), (what, phase) => {
            const told = course(rules, other, what, phase);
            const down = told.filter(({ since }) => since !== undefined);
            const first = down[0]?.ended ?? 0;
            expect(first).toBeGreaterThanOrEqual(DIES_AT + least);
            expect(first).toBeLessThanOrEqual(DIES_AT + most);
            // Once down it stays so, since the same moment, from which the recovery's time is counted.
            expect(down).toHaveLength(told.filter(({ ended }) => ended >= first).length);
            expect(new Set(down.map(({ since }) => since)).size).toBe(1);
            const unseen = secondsBetween(at(DIES_AT), down[0]?.since ?? at(0));
            expect(unseen).toBeLessThanOrEqual(2 * interval + LATE_MOST);
          }),
          { numRuns: 30 },
        );
      },
    );

    test('make no silent witness for longer than the round in which the region is lost, while none is lost itself', () => {
      const come = rounds.map((all) => all.map((one) => ({ ...one, isLost: false })));
      fc.assert(
        fc.property(fc.tuple(come, come), phases(interval), (what, phase) => {
          const silent = course(
            someDetectionRules({ intervalSeconds: interval }),
            'witness',
            what,
            phase,
          ).filter(({ ended, isOtherSilent }) => ended > 2 * interval && isOtherSilent);
          for (const { ended } of silent) expect(Math.abs(ended - DIES_AT)).toBeLessThanOrEqual(4 * interval);
        }),
        { numRuns: 30 },
      );
    });
  },
);
