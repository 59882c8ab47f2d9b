import { figuresOf } from '../../lib/domain/answer-figures';
import { answerInWords } from '../../lib/domain/answer-in-words';
import { durationInWords } from '../../lib/domain/duration-in-words';
import { recoveryAnswer } from '../../lib/domain/recovery-answer';
import type { RecoveryPoint } from '../../lib/domain/recovery-point';
import { aReachableCopy, aRecoveryPoint, aWindow, provenOn } from '../helpers/a-recovery-point';
import { at } from '../helpers/at';

const DAY = 86_400;
const stores = [{ id: 'main', component: 'database' as const, rpoSeconds: 60, rtoSeconds: 900 }];
const answer = (...points: readonly RecoveryPoint[]) =>
  recoveryAnswer(stores, points, { now: at(0), activeRegion: 'us-east-1', otherRegion: 'us-west-2' });

const aReplica = aWindow({
  kind: 'live-replica',
  id: 'replica',
  recordedAt: at(-2),
  windows: [{ from: at(-9 * DAY), to: at(-4) }],
});

test.each([
  [0, '0 s'],
  [59.9, '59 s'],
  [119, '119 s'],
  [120, '2 min'],
  [7199, '119 min'],
  [7200, '2 h'],
  [2 * DAY - 1, '47 h'],
  [9.5 * DAY, '9 d'],
])('%d seconds are %s', (seconds, words) => {
  expect(durationInWords(seconds)).toBe(words);
});

test('a person reads, per store and case, the way, the verdicts with their reasons, the proof and the gaps', () => {
  const home = aRecoveryPoint({ id: 'home', takenAt: at(-3600), proof: provenOn(at(-DAY)) });
  const bad = aReachableCopy({
    id: 'bad',
    takenAt: at(-60),
    proof: { outcome: 'disproven', at: at(-30), run: 'drill-2', because: 'no rows' },
  });
  expect(answerInWords(answer(aReplica, home, bad))).toEqual([
    `as of ${at(0)}, us-east-1 being the active region`,
    'database main',
    `  if us-east-1 is lost: live-replica replica in us-west-2, to ${at(-4)}, losing 2 s (4 s if it has stood still since)`,
    '    RPO met: it was 2 s behind when it was looked at, 2 s ago; the objective is 60 s',
    '    RTO unknown: no live-replica of main in us-west-2 was ever proven, so how long it takes is not known',
    '    live-replica in us-west-2 was never proven',
    `  if its data are damaged: snapshot home in us-east-1, to ${at(-3600)}, losing 60 min`,
    '    RPO missed: 60 min of writes are lost; the objective is 60 s',
    '    RTO met: it took 10 min when it was proven, the objective is 15 min',
    `    snapshot in us-east-1 was last proven at ${at(-DAY)}`,
    `    not counted on: snapshot-copy bad in us-west-2 was disproven at ${at(-30)} by drill-2: no rows`,
  ]);
});

test('where nothing is left to recover from, that is what it says', () => {
  expect(answerInWords(answer())).toContain('  if us-east-1 is lost: nothing to recover from');
});

describe('the figures', () => {
  test('of nothing are two missed objectives', () => {
    expect(figuresOf(answer())).toEqual({ missed: 2, unknown: 0, unproven: 0 });
  });

  test('tell the loss of the region alone, and damaged data ring no alarm', () => {
    // Unproven is the snapshot, and not the replica, which is promoted and never restored.
    expect(figuresOf(answer(aReplica, aRecoveryPoint({ takenAt: at(-3600) })))).toEqual({
      missed: 0,
      unknown: 0,
      unproven: 1,
    });
  });

  test('count what is not known in either case', () => {
    const stale = aWindow({ recordedAt: at(-2 * 3600) });
    expect(figuresOf(answer(stale))).toMatchObject({ missed: 0, unknown: 2 });
  });

  test.each([
    ['a proof of a week ago', { proof: provenOn(at(-7 * DAY)) }, 0],
    ['a proof of longer ago', { proof: provenOn(at(-7 * DAY - 1)) }, 2],
    ['no proof, of however new a point', {}, 2],
  ])('take %s for %j', (_, proof, unproven) => {
    expect(figuresOf(answer(aReachableCopy({ takenAt: at(-30), ...proof }))).unproven).toBe(unproven);
  });
});
