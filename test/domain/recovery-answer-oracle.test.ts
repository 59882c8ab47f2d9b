import fc from 'fast-check';
import { type CaseAnswer, type RecoveryWay, recoveryAnswer } from '../../lib/domain/recovery-answer';
import type { Loss, Standing } from '../../lib/domain/recovery-offer';
import { isMoment, isSnapshot, type Proof, type RecoveryPoint } from '../../lib/domain/recovery-point';
import { aReachableCopy, aWindow } from '../helpers/a-recovery-point';
import { at } from '../helpers/at';

const REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1'] as const;
const store = { id: 'main', component: 'database' as const, rpoSeconds: 600, rtoSeconds: 900 };

// Coarse, so that moments, ends and the change of the region coincide; some lie ahead of now.
const momentWithin = (min: number, max: number) => fc.integer({ min, max }).map((step) => at(step * 100));
const moment = momentWithin(-20, 2);
const proof: fc.Arbitrary<Proof | undefined> = fc.option(
  fc.record({
    outcome: fc.constantFrom('proven' as const, 'disproven' as const),
    at: moment,
    run: fc.constant('drill'),
    usableSeconds: fc.option(fc.constantFrom(300, 1200), { nil: undefined }),
  }),
  { nil: undefined },
);
const common = { id: fc.uuid(), region: fc.constantFrom(...REGIONS), recordedAt: moment, proof };
const anyMoment = fc
  .record({
    ...common,
    kind: fc.constantFrom('snapshot' as const, 'snapshot-copy' as const),
    takenAt: moment,
    keyArn: fc.option(
      fc.constantFrom(...REGIONS).map((region) => `arn:aws:kms:${region}:111122223333:key/one`),
      { nil: undefined },
    ),
  })
  .map((point): RecoveryPoint => aReachableCopy(point));
const anyWindow = fc
  .record({
    ...common,
    kind: fc.constantFrom(
      'automated-backups' as const,
      'automated-backups-copy' as const,
      'live-replica' as const,
      'wal-archive' as const,
    ),
    recordedAt: momentWithin(-10, 1),
    ends: fc.uniqueArray(fc.integer({ min: -20, max: 1 }), { maxLength: 4 }),
  })
  .map(({ ends, ...point }): RecoveryPoint => {
    const sorted = ends.toSorted((a, b) => a - b).slice(ends.length % 2);
    const windows = sorted.flatMap((from, nth) =>
      nth % 2 === 0 ? [{ from: at(from * 100), to: at((sorted[nth + 1] ?? from) * 100) }] : [],
    );
    return aWindow({ ...point, windows });
  });
const anyPoints = fc.uniqueArray(fc.oneof(anyMoment, anyWindow), { maxLength: 12, selector: ({ id }) => id });
const anyStanding: fc.Arbitrary<Standing> = fc
  .record({ hasMoved: fc.boolean(), activeSince: fc.option(moment, { nil: undefined }) })
  .map(({ hasMoved, activeSince }) => ({
    now: at(0),
    activeRegion: hasMoved ? 'us-west-2' : 'us-east-1',
    otherRegion: hasMoved ? 'us-east-1' : 'us-west-2',
    activeSince: activeSince && activeSince <= at(0) ? activeSince : undefined,
  }));

/** By brute force: every moment, to the step, that some point certainly holds of the data that are served. */
function recoverable(points: readonly RecoveryPoint[], loss: Loss, standing: Standing) {
  const steps = Array.from({ length: 21 }, (_, step) => at(-step * 100));
  return points.flatMap((point) =>
    steps.filter((step) => holds(point, step, { loss, standing })).map((to) => ({ point, to })),
  );
}

function holds(
  point: RecoveryPoint,
  step: string,
  { loss, standing }: { loss: Loss; standing: Standing },
): boolean {
  const { activeRegion, otherRegion, activeSince, now } = standing;
  if (point.proof?.outcome === 'disproven') return false;
  if (![activeRegion, otherRegion].includes(point.region)) return false;
  if (loss === 'region lost' && point.region === activeRegion) return false;
  if (loss === 'region lost' && isSnapshot(point) && !point.keyArn?.includes(`:${point.region}:`))
    return false;
  if (loss === 'data damaged' && point.kind === 'live-replica') return false;
  const follows = ['live-replica', 'wal-archive'].includes(point.kind);
  const isOfHere = point.kind.endsWith('-copy') ? otherRegion : activeRegion;
  const isOfActive = follows || point.region === isOfHere;
  if (!isOfActive && (!activeSince || step > activeSince)) return false;
  if (isMoment(point)) return point.takenAt === step;
  if (point.recordedAt > now || point.recordedAt < at(-600)) return false;
  if (point.kind === 'live-replica' && activeSince && point.recordedAt < activeSince) return false;
  if (point.windows.some(({ to }) => to > point.recordedAt)) return false;
  return point.windows.some(({ from, to }) => from <= step && step <= to);
}

/** In seconds: to now; of what moves on with the active region, to when it was looked at. */
function lossOf(
  { point, to }: { point: RecoveryPoint; to: string },
  { activeRegion, otherRegion }: Standing,
): number {
  const isOfHere = point.kind.endsWith('-copy') ? otherRegion : activeRegion;
  const follows = ['live-replica', 'wal-archive'].includes(point.kind) || point.region === isOfHere;
  const until = !isMoment(point) && follows ? point.recordedAt : at(0);
  return (Date.parse(until) - Date.parse(to)) / 1000;
}

const answerOf = (points: readonly RecoveryPoint[], loss: Loss, standing: Standing): CaseAnswer => {
  const [only] = recoveryAnswer([store], points, standing).stores;
  return only?.cases.find((one) => one.loss === loss) as CaseAnswer;
};
const check = (property: (points: readonly RecoveryPoint[], loss: Loss, standing: Standing) => void) =>
  fc.assert(
    fc.property(
      anyPoints,
      fc.constantFrom('region lost' as const, 'data damaged' as const),
      anyStanding,
      property,
    ),
    { numRuns: 1000 },
  );
const namedBy = ({ id, kind, region }: RecoveryWay, points: readonly RecoveryPoint[]) =>
  points.find((point) => point.id === id && point.kind === kind && point.region === region);

test('the point that is named really holds the moment that is promised', () => {
  check((points, loss, standing) => {
    const { way } = answerOf(points, loss, standing);
    if (!way) return;
    const point = namedBy(way, points);
    expect(recoverable(points, loss, standing)).toContainEqual({ point, to: way.to });
  });
});

test('nothing that is disproven, out of reach or of a time that has not come is ever named', () => {
  check((points, loss, standing) => {
    const { way } = answerOf(points, loss, standing);
    if (!way) return;
    const point = namedBy(way, points);
    expect(point?.proof?.outcome).not.toBe('disproven');
    expect(way.to <= standing.now).toBe(true);
    expect(way.lossSeconds).toBeGreaterThanOrEqual(0);
    expect(loss === 'data damaged' || way.region === standing.otherRegion).toBe(true);
  });
});

test('there is a way exactly when something can be recovered', () => {
  check((points, loss, standing) => {
    expect(answerOf(points, loss, standing).way !== undefined).toBe(
      recoverable(points, loss, standing).length > 0,
    );
  });
});

test('nothing that can be recovered loses less, unless the way that is named meets both objectives', () => {
  check((points, loss, standing) => {
    const { way, rpo, rto } = answerOf(points, loss, standing);
    if (!way || (rpo.judged === 'met' && rto.judged === 'met')) return;
    const losses = recoverable(points, loss, standing).map((one) => lossOf(one, standing));
    expect(way.lossSeconds).toBe(Math.min(...losses));
  });
});

test('met is said only of a loss within the objective, and of a time that was proven', () => {
  check((points, loss, standing) => {
    const { way, rpo, rto } = answerOf(points, loss, standing);
    if (rpo.judged === 'met') expect(way?.lossSeconds).toBeLessThanOrEqual(store.rpoSeconds);
    if (rto.judged === 'met') {
      const alike = points.filter(({ kind, region }) => kind === way?.kind && region === way.region);
      const times = alike.flatMap((one) =>
        one.proof?.outcome === 'proven' ? [one.proof.usableSeconds] : [],
      );
      expect(times).toContain(300);
      expect(times).not.toContain(1200);
    }
  });
});

test('the order in which points are read changes nothing', () => {
  check((points, loss, standing) => {
    expect(answerOf(points.toReversed(), loss, standing)).toEqual(answerOf(points, loss, standing));
  });
});
