import fc from 'fast-check';
import { secondsBetween } from '../../lib/domain/instant';
import { isMoment, latestOf, provenAt, type RecoveryPoint } from '../../lib/domain/recovery-point';
import { type RestoreRequest, restoreChoice } from '../../lib/domain/restore-choice';
import { aRecoveryPoint, aWindow, provenOn } from '../helpers/a-recovery-point';
import { at } from '../helpers/at';

const HERE = 'us-west-2';
const HOUR = 3600;
const now = at(10);

const aCopy = (overrides: Parameters<typeof aRecoveryPoint>[0] = {}) =>
  aRecoveryPoint({ region: HERE, id: 'a-copy', takenAt: at(-2 * HOUR), ...overrides });
const disproven = { outcome: 'disproven', at: at(5), run: 'drill-1', because: 'a page is corrupt' } as const;

const choose = (points: readonly RecoveryPoint[], request: Partial<RestoreRequest> = {}) =>
  restoreChoice(points, { store: 'main', region: HERE, ...request }, now);
const chosenId = (points: readonly RecoveryPoint[], request: Partial<RestoreRequest> = {}) => {
  const choice = choose(points, request);
  return choice.outcome === 'chosen' ? choice.point.id : choice.because;
};

test('a moment inside a window is recovered to exactly, whatever snapshots there are', () => {
  const choice = choose([aCopy({ proof: provenOn(at(0)) }), aWindow()], { to: at(-60) });
  expect(choice).toMatchObject({ outcome: 'chosen', to: at(-60), point: { kind: 'automated-backups-copy' } });
});

test('without a moment it goes as far as the point does, and names none', () => {
  const choice = choose([aWindow()]);
  expect(choice).toMatchObject({ outcome: 'chosen', to: undefined });
  expect(choice.because).toBe(
    `automated-backups-copy a-window brings main back to ${at(0)}; it is not proven yet`,
  );
});

test('both ends of a window belong to it', () => {
  expect(chosenId([aWindow()], { to: at(-HOUR) })).toBe('a-window');
  expect(chosenId([aWindow()], { to: at(0) })).toBe('a-window');
});

test('a proven point comes before one that loses less, and that one is named', () => {
  const choice = choose([aCopy({ proof: provenOn(at(0)) }), aWindow()]);
  expect(choice).toMatchObject({ outcome: 'chosen', point: { id: 'a-copy' } });
  expect(choice.because).toBe(
    `snapshot-copy a-copy brings main back to ${at(-2 * HOUR)}; it is proven at ${at(0)}, usable 600 s after it was ` +
      `asked for; automated-backups-copy a-window reaches ${at(0)} and is not proven`,
  );
});

test('of two that are proven and lose alike, the one that was restored faster is taken', () => {
  const fast = { ...provenOn(at(0)), usableSeconds: 60 };
  const points = [
    aCopy({ id: 'slow', proof: provenOn(at(0)) }),
    aCopy({ id: 'fast', proof: fast }),
    aCopy({ id: 'unknown', proof: { ...fast, usableSeconds: undefined } }),
  ];
  expect(chosenId(points)).toBe('fast');
  expect(chosenId(points.toReversed())).toBe('fast');
});

test('a kind that was asked for may hold an earlier moment, and it is said by how much', () => {
  const choice = choose([aCopy(), aWindow()], { kind: 'snapshot-copy', to: at(-60) });
  expect(choice).toMatchObject({ outcome: 'chosen', to: undefined, point: { id: 'a-copy' } });
  expect(choice.because).toContain(
    `brings main back to ${at(-2 * HOUR)}, 7140 s before the moment asked for`,
  );
});

test('where a store has no windows, its points of one moment will do', () => {
  const backups = [1, 2, 3].map((hours) =>
    aCopy({ store: 'queue', id: `${hours}`, takenAt: at(-hours * HOUR) }),
  );
  expect(chosenId(backups, { store: 'queue', to: at(-1.5 * HOUR) })).toBe('2');
});

test('a disproven point is restored when it is named, and only then', () => {
  const points = [aCopy({ proof: disproven }), aCopy({ id: 'older', takenAt: at(-9 * HOUR) })];
  expect(chosenId(points)).toBe('older');
  const choice = choose(points, { point: 'a-copy' });
  expect(choice).toMatchObject({ outcome: 'chosen', point: { id: 'a-copy' } });
  expect(choice.because).toContain(
    `it is disproven at ${at(5)} (a page is corrupt) and restored because it was named`,
  );
});

const holed = aWindow({
  windows: [
    { from: at(-9 * HOUR), to: at(-6 * HOUR) },
    { from: at(-4 * HOUR), to: at(-HOUR) },
  ],
  holes: ['missing 000000010000000000000007', 'missing 00000001000000000000000A'],
});

test.each<
  [name: string, points: readonly RecoveryPoint[], request: Partial<RestoreRequest>, because: string]
>([
  [
    'a time in the future',
    [aWindow()],
    { to: at(11) },
    `${at(11)} lies in the future: it is ${now}; ask for a moment before that, or for latest`,
  ],
  [
    'a time that is none',
    [aWindow()],
    { to: 'tomorrow' },
    `tomorrow lies in the future: it is ${now}; ask for a moment before that, or for latest`,
  ],
  [
    'a time before the window',
    [aWindow()],
    { to: at(-HOUR - 1) },
    `no point of main in ${HERE} reaches ${at(-HOUR - 1)}: automated-backups-copy a-window: it begins at ${at(-HOUR)}`,
  ],
  [
    'a time after the window',
    [aWindow()],
    { to: at(1) },
    `no point of main in ${HERE} reaches ${at(1)}: automated-backups-copy a-window: it has nothing newer than ${at(0)}`,
  ],
  [
    'a time in a hole, with what is missing',
    [holed],
    { to: at(-5 * HOUR) },
    `no point of main in ${HERE} reaches ${at(-5 * HOUR)}: automated-backups-copy a-window: ${at(-5 * HOUR)} lies in ` +
      `a hole from ${at(-6 * HOUR)} to ${at(-4 * HOUR)} (missing 000000010000000000000007)`,
  ],
  [
    'a time behind the last gap, with what is missing',
    [holed],
    { to: at(0) },
    `no point of main in ${HERE} reaches ${at(0)}: automated-backups-copy a-window: it has nothing newer than ` +
      `${at(-HOUR)} (missing 00000001000000000000000A)`,
  ],
  [
    'a window with nothing in it',
    [aWindow({ windows: [], holes: ['no base backup is known'] })],
    {},
    `no point of main in ${HERE} reaches any moment: automated-backups-copy a-window: nothing can be recovered from ` +
      'it now: no base backup is known',
  ],
  [
    'a time that only an earlier snapshot comes near',
    [aCopy(), aWindow({ windows: [{ from: at(-60), to: at(0) }] })],
    { to: at(-HOUR) },
    `no point of main in ${HERE} reaches ${at(-HOUR)}: snapshot-copy a-copy: it holds ${at(-2 * HOUR)} alone, 3600 s ` +
      `earlier; ask for kind snapshot-copy if that will do; automated-backups-copy a-window: it begins at ${at(-60)}`,
  ],
  [
    'a snapshot that was taken later',
    [aCopy()],
    { to: at(-3 * HOUR) },
    `no point of main in ${HERE} reaches ${at(-3 * HOUR)}: snapshot-copy a-copy: it was taken later, at ${at(-2 * HOUR)}`,
  ],
  [
    'a snapshot that is dated in the future',
    [aCopy({ takenAt: at(11) })],
    {},
    `no point of main in ${HERE} reaches any moment: snapshot-copy a-copy: it is dated ${at(11)}, and now is ${now}`,
  ],
  [
    'a store without points',
    [aCopy()],
    { store: 'other' },
    'the ledger has no recovery point of other; it has some of main',
  ],
  ['an empty ledger', [], {}, 'the ledger has no recovery point of main; it has some of nothing'],
  [
    'points that lie elsewhere',
    [aRecoveryPoint()],
    {},
    `no recovery point of main lies in ${HERE}; start this in us-east-1`,
  ],
  [
    'an unknown point',
    [aCopy()],
    { point: 'b' },
    `no recovery point of main in ${HERE} is called b; expected one of a-copy`,
  ],
  [
    'a kind that there is none of',
    [aCopy(), aWindow()],
    { kind: 'logical-dump' },
    `no recovery point of main in ${HERE} is of kind logical-dump; there are automated-backups-copy, snapshot-copy`,
  ],
  [
    'the live replica',
    [aWindow({ kind: 'live-replica' })],
    {},
    `of main in ${HERE} there is the live replica alone, which a failover promotes; it cannot be restored beside itself`,
  ],
  [
    'nothing but disproven points',
    [aCopy({ proof: disproven })],
    {},
    `all that would do of main in ${HERE} is disproven; name a point to restore it all the same ` +
      '(snapshot-copy a-copy: a page is corrupt)',
  ],
])('%s is refused in one sentence', (_, points, request, because) => {
  expect(choose(points, request)).toEqual({ outcome: 'refused', because });
});

const instants = fc.integer({ min: -50, max: 0 }).map((hours) => at(hours * HOUR));
const proofs = fc.option(
  fc.record({
    outcome: fc.constantFrom('proven' as const, 'disproven' as const),
    at: instants,
    run: fc.constant('drill-1'),
    usableSeconds: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  }),
  { nil: undefined },
);
const snapshots = fc
  .record({ id: fc.constantFrom('a', 'b', 'c', 'd'), takenAt: instants, proof: proofs })
  .map((some): RecoveryPoint => aCopy(some));
const windows = fc
  .record({
    id: fc.constantFrom('w', 'x'),
    edges: fc.uniqueArray(fc.integer({ min: -50, max: 0 }), { minLength: 0, maxLength: 6 }),
    proof: proofs,
  })
  .map(({ id, edges, proof }): RecoveryPoint => {
    const sorted = edges.toSorted((a, b) => a - b).map((hours) => at(hours * HOUR));
    const pairs = Array.from({ length: Math.floor(sorted.length / 2) }, (_, index) => ({
      from: sorted[2 * index] as string,
      to: sorted[2 * index + 1] as string,
    }));
    return aWindow({ id, windows: pairs, proof });
  });
const anyPoints = fc.array(fc.oneof(snapshots, windows), { maxLength: 8 });
const anyTo = fc.option(instants, { nil: undefined });
const anyKind = fc.constantFrom(undefined, 'snapshot-copy' as const, 'automated-backups-copy' as const);
const anyId = fc.constantFrom(undefined, 'a', 'w');

/** The moment that a point brings back, as one would look it up by hand; nothing when it cannot. */
function bringsBack(
  point: RecoveryPoint,
  { kind, point: id, to }: Partial<RestoreRequest>,
  all: readonly RecoveryPoint[],
): string | undefined {
  if (!isMoment(point)) {
    if (to === undefined) return latestOf(point);
    return point.windows.some(({ from, to: end }) => from <= to && to <= end) ? to : undefined;
  }
  if (to === undefined) return point.takenAt;
  if (point.takenAt > to) return undefined;
  if (point.takenAt === to || kind || id) return point.takenAt;
  return all.every(isMoment) ? point.takenAt : undefined;
}

test('agrees with looking at every point by hand', () => {
  fc.assert(
    fc.property(anyPoints, anyTo, anyKind, anyId, (points, to, kind, id) => {
      const request = { to, kind, point: id };
      const asked = points.filter((one) => (!kind || one.kind === kind) && (!id || one.id === id));
      const able = asked.flatMap((one) => {
        const moment = bringsBack(one, request, asked);
        return moment && (id || one.proof?.outcome !== 'disproven') ? [{ one, moment }] : [];
      });
      const choice = choose(points, request);
      expect(choice.outcome).toBe(able.length > 0 ? 'chosen' : 'refused');
      if (choice.outcome !== 'chosen') return;
      const moment = bringsBack(choice.point, request, asked) as string;
      const speed = ({ proof }: RecoveryPoint) => proof?.usableSeconds ?? 4;
      for (const other of able) {
        if (provenAt(other.one) && !provenAt(choice.point)) throw new Error('a proven one was passed over');
        if (Boolean(provenAt(other.one)) !== Boolean(provenAt(choice.point))) continue;
        expect(other.moment <= moment).toBe(true);
        if (other.moment === moment && provenAt(other.one)) {
          expect(speed(choice.point)).toBeLessThanOrEqual(speed(other.one));
        }
      }
    }),
    { numRuns: 1_000 },
  );
});

test('what is asked of a point lies in one of its windows, and nothing is younger than asked for', () => {
  fc.assert(
    fc.property(anyPoints, anyTo, anyKind, (points, to, kind) => {
      const choice = choose(points, { to, kind });
      if (choice.outcome !== 'chosen') return;
      if (isMoment(choice.point)) {
        expect(choice.to).toBeUndefined();
        expect(secondsBetween(choice.point.takenAt, to ?? now)).toBeGreaterThanOrEqual(0);
        return;
      }
      const reached = choice.to ?? latestOf(choice.point);
      expect(choice.to).toBe(to);
      expect(
        choice.point.windows.filter(({ from, to: end }) => from <= String(reached) && String(reached) <= end),
      ).toHaveLength(1);
    }),
    { numRuns: 500 },
  );
});

test('the order in which points are read changes nothing', () => {
  const shuffled = anyPoints.chain((points) =>
    fc.tuple(fc.constant(points), fc.shuffledSubarray(points, { minLength: points.length })),
  );
  fc.assert(
    fc.property(shuffled, anyTo, ([points, others], to) => {
      const [one, other] = [choose(points, { to }), choose(others, { to })];
      const said = ({ outcome, because }: typeof one) => (outcome === 'chosen' ? because : outcome);
      expect(said(other)).toBe(said(one));
    }),
  );
});
