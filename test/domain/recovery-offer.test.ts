import { offerOf, type Standing } from '../../lib/domain/recovery-offer';
import type { RecoveryPoint, WindowPoint } from '../../lib/domain/recovery-point';
import { aReachableCopy, aRecoveryPoint, aWindow } from '../helpers/a-recovery-point';
import { at } from '../helpers/at';

const standing = (overrides: Partial<Standing> = {}): Standing => ({
  now: at(0),
  activeRegion: 'us-east-1',
  otherRegion: 'us-west-2',
  ...overrides,
});
const lost = (point: RecoveryPoint, overrides?: Partial<Standing>) =>
  offerOf(point, 'region lost', standing(overrides));
const damaged = (point: RecoveryPoint, overrides?: Partial<Standing>) =>
  offerOf(point, 'data damaged', standing(overrides));

const stands = (kind: WindowPoint['kind'], overrides: Partial<WindowPoint> = {}) =>
  aWindow({ kind, recordedAt: at(-60), windows: [{ from: at(-9000), to: at(-100) }], ...overrides });

describe('a moment', () => {
  test('is worth what was written since, whether it was copied before or after', () => {
    const offer = { state: 'usable', to: at(-3600), lossSeconds: 3600, lossAtMostSeconds: 3600 };
    expect(lost(aReachableCopy({ takenAt: at(-3600), recordedAt: at(-10) }))).toEqual(offer);
    expect(damaged(aRecoveryPoint({ takenAt: at(-3600) }))).toEqual(offer);
  });

  test.each([
    ['of a time that has not come', at(1)],
    ['that cannot be read', 'yesterday'],
  ])('%s is no answer', (_, takenAt) => {
    expect(lost(aReachableCopy({ takenAt })).state).toBe('useless');
    expect(damaged(aRecoveryPoint({ takenAt })).state).toBe('useless');
  });
});

describe('when the active region is lost', () => {
  test.each([
    ['lies in it', aRecoveryPoint(), 'is lost with its region'],
    [
      'lies under its key',
      aReachableCopy({ keyArn: 'arn:aws:kms:us-east-1:111122223333:key/one' }),
      'lies under a key that is lost with us-east-1',
    ],
    ['lies elsewhere', aReachableCopy({ region: 'eu-west-1' }), 'lies outside us-east-1 and us-west-2'],
    [
      'was disproven',
      aReachableCopy({ proof: { outcome: 'disproven', at: at(-5), run: 'drill-2', because: 'no rows' } }),
      'was disproven at 2026-03-01T11:59:55.000Z by drill-2: no rows',
    ],
  ])('what %s is no way', (_, point, because) => {
    expect(lost(point)).toEqual({ state: 'useless', because: expect.stringContaining(because) });
  });

  test.each([
    ['no key', undefined, 'a key that is not recorded'],
    ['a key of a third region', 'arn:aws:kms:eu-west-1:111122223333:key/one', 'eu-west-1'],
  ])('a snapshot under %s is not counted on', (_, keyArn, because) => {
    const copy = aReachableCopy({ keyArn });
    expect(lost(copy)).toEqual({ state: 'unknown', because: expect.stringContaining(because) });
    expect(damaged(copy).state).toBe('usable');
  });

  test('the replica and the copies of the other region remain', () => {
    for (const kind of ['live-replica', 'automated-backups-copy', 'wal-archive'] as const) {
      expect([kind, lost(stands(kind)).state]).toEqual([kind, 'usable']);
    }
  });
});

test('when data are damaged, every point of both regions will do, and the replica is damaged as well', () => {
  expect(damaged(aRecoveryPoint()).state).toBe('usable');
  expect(damaged(aReachableCopy()).state).toBe('usable');
  expect(damaged(stands('automated-backups', { region: 'us-east-1' })).state).toBe('usable');
  expect(damaged(stands('live-replica'))).toEqual({
    state: 'useless',
    because: expect.stringContaining('follows every write, the damaging one as well'),
  });
});

describe('a window', () => {
  test('loses what it was behind when somebody looked, and at most what was written since its end', () => {
    expect(lost(stands('live-replica'))).toEqual({
      state: 'usable',
      to: at(-100),
      lossSeconds: 40,
      lossAtMostSeconds: 100,
      seenAt: at(-60),
    });
  });

  test('that holds nothing is no way', () => {
    expect(lost(stands('live-replica', { windows: [] })).state).toBe('useless');
  });

  test.each([
    ['ten minutes ago', 'usable', { recordedAt: at(-600), windows: [{ from: at(-9000), to: at(-601) }] }],
    ['longer ago', 'unknown', { recordedAt: at(-601), windows: [{ from: at(-9000), to: at(-601) }] }],
    ['at a time that has not come', 'unknown', { recordedAt: at(1) }],
    ['at no time that can be read', 'unknown', { recordedAt: 'lately' }],
    ['before it ended', 'unknown', { recordedAt: at(-101) }],
  ])('that was looked at %s is %s', (_, state, overrides) => {
    expect(lost(stands('automated-backups-copy', overrides)).state).toBe(state);
  });

  test('whose age is not known any more says since when', () => {
    expect(lost(stands('live-replica', { recordedAt: at(-3 * 3600) }))).toEqual({
      state: 'unknown',
      because: 'live-replica a-window in us-west-2 was last looked at 3 h ago',
    });
  });
});

describe('after the active region changed', () => {
  const moved = { activeRegion: 'us-west-2', otherRegion: 'us-east-1', activeSince: at(-500) };

  test('what was made of the region that was left behind ends where the new one begins', () => {
    const left = stands('automated-backups', { region: 'us-east-1' });
    expect(lost(left, moved)).toEqual({
      state: 'usable',
      to: at(-500),
      lossSeconds: 500,
      lossAtMostSeconds: 500,
    });
    const holed = stands('automated-backups', {
      region: 'us-east-1',
      windows: [
        { from: at(-9000), to: at(-800) },
        { from: at(-400), to: at(-100) },
      ],
    });
    expect(lost(holed, moved)).toMatchObject({ state: 'usable', to: at(-800) });
  });

  test('a snapshot of the region that was left behind counts only if it was taken before', () => {
    const keyArn = 'arn:aws:kms:us-east-1:111122223333:key/one';
    expect(lost(aRecoveryPoint({ keyArn, takenAt: at(-501) }), moved).state).toBe('usable');
    expect(lost(aRecoveryPoint({ keyArn, takenAt: at(-499) }), moved).state).toBe('useless');
    expect(damaged(aReachableCopy({ takenAt: at(-499) }), moved).state).toBe('useless');
  });

  test('copies of the new one count in the region that was left behind', () => {
    const home = aReachableCopy({
      region: 'us-east-1',
      keyArn: 'arn:aws:kms:us-east-1:111122223333:key/one',
      takenAt: at(-10),
    });
    expect(lost(home, moved)).toMatchObject({ state: 'usable', to: at(-10) });
  });

  test('a replica that was seen before the change is not the one that follows now', () => {
    const replica = (recordedAt: number) =>
      stands('live-replica', {
        region: 'us-east-1',
        recordedAt: at(recordedAt),
        windows: [{ from: at(-9000), to: at(recordedAt - 1) }],
      });
    expect(lost(replica(-501), moved).state).toBe('unknown');
    expect(lost(replica(-499), moved).state).toBe('usable');
  });
});

test('what was made of a region that was never active is of no use', () => {
  const stray = stands('automated-backups', { region: 'us-west-2' });
  expect(lost(stray)).toEqual({
    state: 'useless',
    because: expect.stringContaining('was made of us-west-2, which was never active'),
  });
});
