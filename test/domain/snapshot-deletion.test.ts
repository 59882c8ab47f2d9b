import { deletionBlockedBecause, type SeenSnapshot } from '../../lib/domain/snapshot-deletion';
import { aRecoveryPoint } from '../helpers/a-recovery-point';
import { at } from '../helpers/at';

const blocked = (seen: Partial<SeenSnapshot> = {}, copyStatus?: string) =>
  deletionBlockedBecause(
    aRecoveryPoint(),
    { status: 'available', takenAt: at(0), tags: { 'firebackup:deployment': 'firebackup' }, ...seen },
    { deployment: 'firebackup', copyStatus },
  );

test('nothing speaks against deleting our own, available snapshot whose copy is done or gone', () => {
  expect(blocked()).toBeUndefined();
  expect(blocked({}, 'available')).toBeUndefined();
});

test.each<[string, Partial<SeenSnapshot>, string]>([
  [
    'has no tag of ours',
    { tags: { team: 'payments' } },
    'its tag firebackup:deployment is missing, expected',
  ],
  [
    'is of another deployment',
    { tags: { 'firebackup:deployment': 'staging' } },
    'is staging, expected firebackup',
  ],
  ['was taken at another time', { takenAt: at(1) }, `it was taken at ${at(1)}, not at ${at(0)}`],
  ['does not say when it was taken', { takenAt: undefined }, 'it was taken at an unknown time'],
  ['is still being made', { status: 'creating' }, 'it is creating, expected available'],
  ['is on its way out', { status: 'deleting' }, 'it is deleting, expected available'],
])('a snapshot that %s stays', (_, seen, because) => {
  expect(blocked(seen)).toContain(because);
});

test.each(['creating', 'copying', 'pending', 'unknown', 'failed'])(
  'the source of a copy that is %s stays',
  (status) => {
    expect(blocked({}, status)).toBe(`it is the source of a copy that is ${status}`);
  },
);
