import { type CaseAnswer, recoveryAnswer } from '../../lib/domain/recovery-answer';
import type { Loss } from '../../lib/domain/recovery-offer';
import type { Proof, RecoveryPoint } from '../../lib/domain/recovery-point';
import { aReachableCopy, aRecoveryPoint, aWindow, provenOn } from '../helpers/a-recovery-point';
import { at } from '../helpers/at';

const store = { id: 'main', component: 'database' as const, rpoSeconds: 300, rtoSeconds: 900 };
const standing = { now: at(0), activeRegion: 'us-east-1', otherRegion: 'us-west-2' };

function answer(points: readonly RecoveryPoint[], loss: Loss = 'region lost'): CaseAnswer {
  const [only] = recoveryAnswer([store], points, standing).stores;
  return only?.cases.find((one) => one.loss === loss) as CaseAnswer;
}

const disproven: Proof = { outcome: 'disproven', at: at(-60), run: 'drill-2', because: 'no rows' };
const proven = (usableSeconds?: number): Proof => ({
  outcome: 'proven',
  at: at(-90),
  run: 'drill-1',
  usableSeconds,
});
const aReplica = (lag: number, seenAgo = 30) =>
  aWindow({
    kind: 'live-replica',
    id: 'replica',
    recordedAt: at(-seenAgo),
    windows: [{ from: at(-9000), to: at(-seenAgo - lag) }],
  });

test('nothing recorded: every objective is missed, and that is why', () => {
  expect(answer([])).toEqual({
    loss: 'region lost',
    way: undefined,
    rpo: { judged: 'missed', because: 'nothing of main can be recovered' },
    rto: { judged: 'missed', because: 'nothing of main can be recovered' },
    missing: ['no recovery point of main is recorded'],
  });
});

test('the way says from what, to which moment, what is lost, how long it takes and when that was proven', () => {
  const copy = aReachableCopy({ id: 'copy', takenAt: at(-200), proof: proven(600) });
  expect(answer([copy])).toEqual({
    loss: 'region lost',
    way: {
      kind: 'snapshot-copy',
      id: 'copy',
      region: 'us-west-2',
      to: at(-200),
      lossSeconds: 200,
      lossAtMostSeconds: 200,
      usableSeconds: 600,
      lastProvenAt: at(-90),
      thereSince: at(-200),
      doubtBecause: undefined,
    },
    rpo: { judged: 'met', because: '3 min of writes are lost; the objective is 5 min' },
    rto: { judged: 'met', because: 'it took 10 min when it was proven, the objective is 15 min' },
    missing: [],
  });
});

describe('RPO', () => {
  test.each([
    ['met', 'a moment within it', aReachableCopy({ takenAt: at(-300) })],
    ['missed', 'a moment outside it', aReachableCopy({ takenAt: at(-301) })],
    ['met', 'a replica that was close when it was looked at', aReplica(300, 600)],
    ['missed', 'a replica that was too far behind', aReplica(301, 10)],
    ['unknown', 'a replica that nobody looks at any more', aReplica(1, 601)],
  ])('is %s by %s', (judged, _, point) => {
    expect(answer([point]).rpo.judged).toBe(judged);
  });

  test('tells how old the look is that it is judged by', () => {
    expect(answer([aReplica(4, 200)]).rpo.because).toBe(
      'it was 4 s behind when it was looked at, 3 min ago; the objective is 5 min',
    );
  });

  test('is not missed while something of which too little is known may meet it', () => {
    const { way, rpo, missing } = answer([
      aReachableCopy({ id: 'copy', takenAt: at(-999) }),
      aReplica(1, 601),
    ]);
    expect(way?.id).toBe('copy');
    expect(rpo).toEqual({
      judged: 'unknown',
      because: 'live-replica replica in us-west-2 was last looked at 10 min ago',
    });
    expect(missing).toEqual([rpo.because]);
  });

  test('is met by what is known, whatever else is not', () => {
    expect(answer([aReachableCopy({ takenAt: at(-9) }), aReplica(1, 601)]).rpo.judged).toBe('met');
  });
});

describe('RTO', () => {
  test.each([
    ['unknown', 'no snapshot-copy of main in us-west-2 was ever proven', undefined],
    ['unknown', 'was ever proven', proven()],
    ['met', 'it took 15 min when it was proven', proven(900)],
    ['missed', 'it took 15 min when it was proven', proven(901)],
  ])('is %s: %s', (judged, because, proof) => {
    const older = aReachableCopy({ id: 'older', takenAt: at(-9000), proof });
    const newest = aReachableCopy({ id: 'newest', takenAt: at(-10) });
    const { way, rto } = answer([older, newest]);
    expect(way?.id).toBe('newest');
    expect(rto).toEqual({ judged, because: expect.stringContaining(because) });
  });

  test('is held against the longest that it ever took', () => {
    const points = [100, 1000, 500].map((seconds, nth) =>
      aReachableCopy({ id: `copy-${nth}`, takenAt: at(-10 - nth), proof: proven(seconds) }),
    );
    expect(answer(points)).toMatchObject({ way: { usableSeconds: 1000 }, rto: { judged: 'missed' } });
  });

  test.each([
    ['another store', aReachableCopy({ store: 'orders', proof: proven(600) })],
    ['another kind', aWindow({ proof: proven(600), windows: [] })],
    ['another region', aRecoveryPoint({ proof: proven(600) })],
  ])('is not told by %s', (_, elsewhere) => {
    expect(answer([aReachableCopy({ id: 'newest', takenAt: at(-10) }), elsewhere]).rto.judged).toBe(
      'unknown',
    );
  });

  test('is unknown once the newest of its kind that was tried could not be used', () => {
    const points = [
      aReachableCopy({ id: 'good', takenAt: at(-20), proof: proven(600) }),
      aReachableCopy({ id: 'bad', takenAt: at(-10), proof: disproven }),
    ];
    expect(answer(points)).toMatchObject({
      way: { id: 'good' },
      rto: {
        judged: 'unknown',
        because: `the last snapshot-copy that was tried in us-west-2, at ${at(-60)}, could not be used`,
      },
    });
  });
});

describe('the best way', () => {
  const slow = aReachableCopy({ id: 'close', takenAt: at(-10) });
  const quick = aWindow({
    id: 'far',
    recordedAt: at(0),
    windows: [{ from: at(-9000), to: at(-200) }],
    proof: proven(300),
  });

  test('is known to meet both objectives, if any is', () => {
    expect(answer([slow, quick]).way?.id).toBe('far');
  });

  test('otherwise loses least', () => {
    expect(answer([slow, { ...quick, proof: proven(901) }]).way?.id).toBe('close');
  });

  test('of equal loss is the quicker one', () => {
    const alike = { ...quick, windows: [{ from: at(-9000), to: at(-10) }], proof: proven(1000) };
    expect(answer([slow, alike]).way?.id).toBe('far');
  });

  test('is the same in whatever order the points are read', () => {
    const twins = ['b', 'a', 'c'].map((id) => aReachableCopy({ id, takenAt: at(-10) }));
    expect(answer(twins)).toEqual(answer(twins.toReversed()));
    expect(answer(twins).way?.id).toBe('a');
  });
});

describe('what is missing', () => {
  test('names what was disproven and is newer than the way, once per kind', () => {
    const bad = [-5, -6, -400].map((seconds) =>
      aReachableCopy({ id: `bad${seconds}`, takenAt: at(seconds), proof: disproven }),
    );
    const { way, missing } = answer([...bad, aReachableCopy({ id: 'good', takenAt: at(-100) })]);
    expect(way?.id).toBe('good');
    expect(missing).toEqual([
      `snapshot-copy bad-5 in us-west-2 was disproven at ${at(-60)} by drill-2: no rows`,
    ]);
  });

  test('says nothing of what is older and worse', () => {
    const bad = aReachableCopy({ id: 'bad', takenAt: at(-400), proof: disproven });
    expect(answer([bad, aReachableCopy({ takenAt: at(-100) })]).missing).toEqual([]);
  });

  test('without a way says of each kind why not', () => {
    const { way, rpo, missing } = answer([
      aRecoveryPoint({ id: 'home' }),
      aReachableCopy({ id: 'bad', proof: disproven }),
    ]);
    expect(way).toBeUndefined();
    expect(rpo.judged).toBe('missed');
    expect(missing).toEqual([
      'snapshot home in us-east-1 is lost with its region',
      expect.stringContaining('snapshot-copy bad in us-west-2 was disproven'),
    ]);
  });

  test('is not known while nothing but doubts remain', () => {
    const { way, rpo, rto } = answer([aReplica(1, 601)]);
    expect([way, rpo.judged, rto.judged]).toEqual([undefined, 'unknown', 'unknown']);
  });
});

test('damaged data are recovered from the other region as well as from the active one', () => {
  const here = aRecoveryPoint({ id: 'here', takenAt: at(-100) });
  const there = aReachableCopy({ id: 'there', takenAt: at(-50), proof: provenOn(at(-60)) });
  expect(answer([here, there], 'data damaged').way?.id).toBe('there');
  expect(answer([here, aReplica(1)], 'data damaged').way?.id).toBe('here');
});

test('every store is answered by its own points and its own objectives, in both cases', () => {
  const cache = { id: 'queue', component: 'cache' as const, rpoSeconds: 60, rtoSeconds: 60 };
  const points = [
    aReachableCopy({ takenAt: at(-200) }),
    aReachableCopy({ store: 'queue', id: 'other', takenAt: at(-200) }),
  ];
  const { stores, ...rest } = recoveryAnswer([store, cache], points, standing);
  expect(rest).toEqual({ at: at(0), activeRegion: 'us-east-1' });
  expect(stores.map((one) => [one.store, one.component, one.cases.map(({ loss }) => loss)])).toEqual([
    ['main', 'database', ['region lost', 'data damaged']],
    ['queue', 'cache', ['region lost', 'data damaged']],
  ]);
  expect(stores.map(({ cases }) => cases[0]?.rpo.judged)).toEqual(['met', 'missed']);
  expect(stores[1]?.cases[0]?.way?.id).toBe('other');
});
