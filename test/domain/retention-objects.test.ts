import fc from 'fast-check';
import { type MomentPoint, type ObjectPoint, provenAt } from '../../lib/domain/recovery-point';
import { floorOf, type RetentionRules, retentionPlan } from '../../lib/domain/retention';
import { aReachableCopy, provenOn } from '../helpers/a-recovery-point';
import { at } from '../helpers/at';

const now = at(0);
const HALF_HOUR = 1800;

/* Dumps and their copies under one policy: after a failover both kinds lie in one region, with snapshots of another policy. */
const anyDump: fc.Arbitrary<ObjectPoint> = fc
  .record({
    kind: fc.constantFrom('logical-dump' as const, 'logical-dump-copy' as const),
    region: fc.constantFrom('us-east-1', 'us-west-2'),
    store: fc.constantFrom('main', 'orders'),
    policy: fc.constantFrom('dumps', 'dumps', 'dumps', 'cache-nightly'),
    ago: fc.oneof(fc.integer({ min: -2, max: 60 }), fc.integer({ min: 0, max: 20_000 })),
    word: fc.constantFrom('proven' as const, 'disproven' as const, undefined),
    versionId: fc.uuid(),
  })
  .map(({ ago, word, ...rest }) => ({
    id: `${rest.store}/${ago}/${rest.versionId}`,
    bucket: `firebackup-backups-${rest.region}`,
    key: `${rest.store}/${ago}.dump`,
    bytes: 1,
    checksum: 'SHA256:none',
    takenAt: at(-ago * HALF_HOUR),
    recordedAt: now,
    ...(word && { proof: { ...provenOn(now), outcome: word } }),
    ...rest,
  }));
const aSnapshot = fc
  .nat(60)
  .map((ago): MomentPoint => aReachableCopy({ id: `snapshot-${ago}`, takenAt: at(-ago * HALF_HOUR) }));
const anyHistory = fc.uniqueArray(fc.oneof({ weight: 5, arbitrary: anyDump }, aSnapshot), {
  maxLength: 60,
  selector: ({ id, kind, region }) => [id, kind, region].join(),
});
const slots = fc.nat(5);
const anyRules: fc.Arbitrary<RetentionRules> = fc.record({
  policy: fc.constant('dumps'),
  retain: fc.record({ hourly: slots, daily: slots, weekly: slots, monthly: slots }),
  keepProven: fc.integer({ min: 1, max: 4 }),
});

/** The policy's past points of one store in one region, whatever their kind, newest first. */
function siblingsOf(points: readonly MomentPoint[]): readonly (readonly MomentPoint[])[] {
  const ours = points
    .filter(({ policy, takenAt }) => policy === 'dumps' && takenAt <= now)
    .toSorted((a, b) => Date.parse(b.takenAt) - Date.parse(a.takenAt));
  const places = [...new Set(ours.map(({ store, region }) => `${store} ${region}`))];
  return places.map((place) => ours.filter(({ store, region }) => `${store} ${region}` === place));
}
const proven = (points: readonly MomentPoint[]) => points.filter((point) => provenAt(point));

const holds = (property: (points: readonly MomentPoint[], rules: RetentionRules) => void) =>
  fc.assert(fc.property(anyHistory, anyRules, property), { numRuns: 300 });

test('of dumps and copies together, no store has fewer proven left in a region than the plan keeps, or than there were', () => {
  holds((points, rules) => {
    const kept = new Set(retentionPlan(points, rules, now).kept.map(({ point }) => point));
    for (const siblings of siblingsOf(points)) {
      const left = proven(siblings).filter((point) => kept.has(point)).length;
      expect(left).toBeGreaterThanOrEqual(Math.min(rules.keepProven, proven(siblings).length));
    }
  });
});

test('while too few are proven, at least as many points stay as the floor asks for, or as there were', () => {
  holds((points, rules) => {
    const kept = new Set(retentionPlan(points, rules, now).kept.map(({ point }) => point));
    for (const siblings of siblingsOf(points).filter((some) => proven(some).length < rules.keepProven)) {
      const left = siblings.filter((point) => kept.has(point)).length;
      expect(left).toBeGreaterThanOrEqual(Math.min(rules.keepProven, siblings.length));
    }
  });
});

test('what the floor rests on is never deleted, however often retention runs', () => {
  holds((points, rules) => {
    let left = points;
    for (let run = 0; run < 3; run += 1) {
      const { kept, deleted } = retentionPlan(left, rules, now);
      const floor = floorOf(left, rules, now);
      expect(deleted.filter(({ point }) => floor.includes(point))).toEqual([]);
      left = kept.map(({ point }) => point);
    }
  });
});

test('snapshots and points of other policies are none of its business', () => {
  holds((points, rules) => {
    const { deleted } = retentionPlan(points, rules, now);
    expect(deleted.filter(({ point }) => point.policy !== 'dumps')).toEqual([]);
    const own = points.filter(({ policy }) => policy === 'dumps');
    expect(retentionPlan(own, rules, now).deleted).toEqual(deleted);
  });
});

test('disproven points never count as proven: with nothing else, the newest stay', () => {
  holds((points, rules) => {
    const bad = points.map(
      (point): MomentPoint => ({
        ...point,
        proof: { outcome: 'disproven' as const, at: now, run: 'drill-1', because: 'no rows' },
      }),
    );
    const kept = new Set(retentionPlan(bad, rules, now).kept.map(({ point }) => point));
    for (const siblings of siblingsOf(bad)) {
      const moments = siblings.slice(0, rules.keepProven).map(({ takenAt }) => takenAt);
      const left = siblings.filter((point) => kept.has(point)).map(({ takenAt }) => takenAt);
      expect(left).toEqual(expect.arrayContaining(moments));
    }
  });
});
