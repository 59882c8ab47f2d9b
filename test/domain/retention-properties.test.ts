import fc from 'fast-check';
import { provenAt, type SnapshotPoint } from '../../lib/domain/recovery-point';
import { floorOf, type RetentionRules, retentionPlan } from '../../lib/domain/retention';
import { slotOf, TIERS } from '../../lib/domain/retention-slots';
import { aRecoveryPoint, provenOn } from '../helpers/a-recovery-point';
import { at } from '../helpers/at';

const now = at(0);
const YEAR = 366 * 86_400;

const anyPoint: fc.Arbitrary<SnapshotPoint> = fc
  .record({
    // Coarse, so that points share slots and moments; a few lie ahead of now.
    hoursAgo: fc.oneof(fc.integer({ min: -2, max: 100 }), fc.integer({ min: 0, max: YEAR / 3600 })),
    store: fc.constantFrom('main', 'orders'),
    region: fc.constantFrom('us-east-1', 'us-west-2'),
    policy: fc.constantFrom('nightly', 'nightly', 'nightly', 'weekly'),
    isProven: fc.boolean(),
  })
  .map(({ hoursAgo, isProven, ...rest }) => {
    const takenAt = at(-hoursAgo * 1800);
    return aRecoveryPoint({ ...rest, takenAt, ...(isProven && { proof: provenOn(now) }) });
  });

/** As the ledger keeps them: one per database, moment and region. */
const anyHistory = fc.uniqueArray(anyPoint, {
  maxLength: 50,
  selector: ({ store, takenAt, region }) => [store, takenAt, region].join(),
});
const slots = fc.nat(6);
const anyRules: fc.Arbitrary<RetentionRules> = fc.record({
  policy: fc.constant('nightly'),
  retain: fc.record({ hourly: slots, daily: slots, weekly: slots, monthly: slots }),
  keepProven: fc.integer({ min: 1, max: 4 }),
});

const keptOf = (points: readonly SnapshotPoint[], rules: RetentionRules) =>
  retentionPlan(points, rules, now).kept.map(({ point }) => point);

/** The policy's past points by database and region, newest first. */
function siblingsOf(points: readonly SnapshotPoint[]): readonly (readonly SnapshotPoint[])[] {
  const ours = points
    .filter(({ policy, takenAt }) => policy === 'nightly' && takenAt <= now)
    .sort((a, b) => (a.takenAt < b.takenAt ? 1 : -1));
  const places = [...new Set(ours.map(({ store, region }) => `${store} ${region}`))];
  return places.map((place) => ours.filter(({ store, region }) => `${store} ${region}` === place));
}
const proven = (points: readonly SnapshotPoint[]) => points.filter((point) => provenAt(point));

const holds = (property: (points: readonly SnapshotPoint[], rules: RetentionRules) => void) =>
  fc.assert(fc.property(anyHistory, anyRules, property), { numRuns: 300 });

test('every point is judged once, with a reason', () => {
  holds((points, rules) => {
    const { kept, deleted } = retentionPlan(points, rules, now);
    expect(new Set([...kept, ...deleted].map(({ point }) => point))).toEqual(new Set(points));
    expect(kept.length + deleted.length).toBe(points.length);
    expect([...kept, ...deleted].filter(({ because }) => because === '')).toEqual([]);
  });
});

test('no database has fewer proven points left in a region than the plan keeps, or than there were', () => {
  holds((points, rules) => {
    const kept = new Set(keptOf(points, rules));
    for (const siblings of siblingsOf(points)) {
      const left = proven(siblings).filter((point) => kept.has(point));
      expect(left.length).toBeGreaterThanOrEqual(Math.min(rules.keepProven, proven(siblings).length));
    }
  });
});

test('while fewer are proven than the plan keeps, the newest of as many are there', () => {
  holds((points, rules) => {
    const kept = new Set(keptOf(points, rules));
    for (const siblings of siblingsOf(points).filter((some) => proven(some).length < rules.keepProven)) {
      expect(siblings.slice(0, rules.keepProven).filter((point) => !kept.has(point))).toEqual([]);
    }
  });
});

test('the newest point of each database is kept in each region', () => {
  holds((points, rules) => {
    const kept = new Set(keptOf(points, rules));
    expect(siblingsOf(points).filter(([newest]) => newest && !kept.has(newest))).toEqual([]);
  });
});

test('what is kept for a slot is the newest of that slot, and of the newest slots', () => {
  holds((points, rules) => {
    const kept = new Set(keptOf(points, rules));
    for (const siblings of siblingsOf(points)) {
      for (const tier of TIERS) {
        const bySlot = [...new Set(siblings.map(({ takenAt }) => slotOf(tier, takenAt)))].sort().reverse();
        const newest = bySlot
          .slice(0, rules.retain[tier])
          .map((slot) => siblings.find(({ takenAt }) => slotOf(tier, takenAt) === slot) as SnapshotPoint);
        expect(newest.filter((point) => !kept.has(point))).toEqual([]);
      }
    }
  });
});

test('no more is kept than the slots, the floor and the newest ask for', () => {
  holds((points, { retain, keepProven, policy }) => {
    const kept = new Set(keptOf(points, { retain, keepProven, policy }));
    const most = retain.hourly + retain.daily + retain.weekly + retain.monthly + 2 * keepProven + 1;
    for (const siblings of siblingsOf(points)) {
      expect(siblings.filter((point) => kept.has(point)).length).toBeLessThanOrEqual(most);
    }
  });
});

test('what was kept is kept again: a second run deletes nothing, for the same reasons', () => {
  holds((points, rules) => {
    const first = retentionPlan(points, rules, now);
    const again = retentionPlan(
      first.kept.map(({ point }) => point),
      rules,
      now,
    );
    expect(again.deleted).toEqual([]);
    expect(again.kept.map(({ point }) => point)).toEqual(first.kept.map(({ point }) => point));
  });
});

test('interrupted after any deletion, a second run deletes the rest and nothing else', () => {
  fc.assert(
    fc.property(anyHistory, anyRules, fc.nat(60), (points, rules, done) => {
      const { deleted } = retentionPlan(points, rules, now);
      const gone = deleted.slice(0, done).map(({ point }) => point);
      const left = points.filter((point) => !gone.includes(point));
      expect(retentionPlan(left, rules, now).deleted).toEqual(deleted.slice(done));
    }),
  );
});

test('the order in which points are read changes nothing', () => {
  const shuffled = anyHistory.chain((points) =>
    fc.tuple(fc.constant(points), fc.shuffledSubarray(points, { minLength: points.length })),
  );
  fc.assert(
    fc.property(shuffled, anyRules, ([points, others], rules) => {
      expect(retentionPlan(others, rules, now)).toEqual(retentionPlan(points, rules, now));
    }),
  );
});

test('points of other policies, and of a time that has not come, all stay and decide nothing', () => {
  holds((points, rules) => {
    const isForeign = ({ policy, takenAt }: SnapshotPoint) => policy !== 'nightly' || takenAt > now;
    const { deleted } = retentionPlan(points, rules, now);
    expect(deleted.filter(({ point }) => isForeign(point))).toEqual([]);
    const own = points.filter((point) => !isForeign(point));
    expect(retentionPlan(own, rules, now).deleted).toEqual(deleted);
  });
});

test('the passing of time alone lets nothing go', () => {
  fc.assert(
    fc.property(anyHistory, anyRules, fc.nat(3 * YEAR), (points, rules, seconds) => {
      const past = points.filter(({ takenAt }) => takenAt <= now);
      expect(retentionPlan(past, rules, at(seconds)).deleted).toEqual(
        retentionPlan(past, rules, now).deleted,
      );
    }),
  );
});

test('one more proven point never leaves fewer proven, and below the floor lets nothing go', () => {
  fc.assert(
    fc.property(anyHistory, anyRules, fc.nat(60), (points, rules, chosen) => {
      const candidates = points.filter((point) => !provenAt(point));
      const point = candidates[chosen % Math.max(1, candidates.length)];
      fc.pre(point !== undefined);
      const changed = { ...(point as SnapshotPoint), proof: provenOn(now) };
      const more = points.map((one) => (one === point ? changed : one));
      const before = keptOf(points, rules);
      const after = keptOf(more, rules);
      expect(proven(after).length).toBeGreaterThanOrEqual(proven(before).length);

      const siblings = siblingsOf(points).find((some) => some.includes(point as SnapshotPoint)) ?? [];
      if (proven(siblings).length + 1 >= rules.keepProven) return;
      const ids = new Set(after.map(({ arn, store, policy }) => [arn, store, policy].join()));
      expect(before.filter(({ arn, store, policy }) => !ids.has([arn, store, policy].join()))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('one point more pushes out at most one per reason to keep: four tiers, newest, proven, stand-in', () => {
  fc.assert(
    fc.property(anyHistory, anyRules, (points, rules) => {
      const [newest, ...before] = siblingsOf(points)[0] ?? [];
      fc.pre(newest !== undefined);
      const count = (some: readonly SnapshotPoint[]) => retentionPlan(some, rules, now).deleted.length;
      const settled = keptOf(before, rules);
      expect(count([...settled, newest as SnapshotPoint])).toBeLessThanOrEqual(TIERS.length + 3);
    }),
  );
});

test('the floor rests on points that are kept', () => {
  holds((points, rules) => {
    const kept = new Set(keptOf(points, rules));
    expect(floorOf(points, rules, now).filter((point) => !kept.has(point))).toEqual([]);
  });
});
