import type { SnapshotPoint } from '../../lib/domain/recovery-point';
import { freshBecause } from '../../lib/domain/snapshot-freshness';
import { aReachableCopy, aRecoveryPoint } from '../helpers/a-recovery-point';
import { at } from '../helpers/at';

const wanted = { store: 'main', policy: 'nightly', region: 'us-east-1' };
const because = (point: Partial<SnapshotPoint>, freshForSeconds = 3600) =>
  freshBecause([aRecoveryPoint({ id: 'one', takenAt: at(-60), ...point })], wanted, {
    due: at(0),
    freshForSeconds,
  });

test('a snapshot that is younger than the policy asks for is fresh, and that is why', () => {
  expect(because({ takenAt: at(-3599) })).toBe('one is 59 min old, and nightly takes none within 60 min');
});

test.each([
  ['as old as the policy asks for', { takenAt: at(-3600) }],
  ['of this very firing, delivered before', { takenAt: at(30) }],
  ['of a moment that cannot be read', { takenAt: 'lately' }],
  ['of another database', { store: 'orders' }],
  ['of another policy', { policy: 'weekly' }],
  ['of another region', { region: 'us-west-2' }],
  ['a copy, made when the other region was active', { kind: 'snapshot-copy' as const }],
  ['disproven', { proof: { outcome: 'disproven' as const, at: at(-1), run: 'drill-1', because: 'no rows' } }],
])('one that is %s is not', (_, point) => {
  expect(because(point)).toBeUndefined();
});

test('nothing is fresh for a policy that asks for no age', () => {
  expect(because({ takenAt: at(0) }, 0)).toBeUndefined();
});

test('the newest one is named, in whatever order they are read', () => {
  const points = [-900, -60, -1800].map((age) => aRecoveryPoint({ id: `of${age}`, takenAt: at(age) }));
  const asked = { due: at(0), freshForSeconds: 3600 };
  for (const order of [points, points.toReversed(), [aReachableCopy(), ...points]]) {
    expect(freshBecause(order, wanted, asked)).toMatch(/^of-60 is 60 s old/);
  }
});
