import fc from 'fast-check';
import { snapshotName } from '../../lib/domain/snapshot-name';
import { identifier } from '../../lib/plan/aws-names';

const anIdentifier = (maxLength: number) =>
  fc
    .stringMatching(/^[a-z][a-z0-9-]*[a-z0-9]$/, { maxLength })
    .filter((name) => identifier.safeParse(name).success);

const aMoment = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

test('a name says what it is of, for what and when it was due', () => {
  expect(snapshotName('firebackup', 'main', 'nightly', '2026-03-01T03:00:00Z')).toBe(
    'firebackup-main-nightly-202603010300',
  );
});

test('one firing gives one name, however late and how precisely it is told', () => {
  const name = (due: string) => snapshotName('firebackup', 'main', 'nightly', due);
  expect(name('2026-03-01T03:00:00.000Z')).toBe(name('2026-03-01T03:00:59Z'));
  expect(name('2026-03-01T03:01:00Z')).not.toBe(name('2026-03-01T03:00:00Z'));
});

test('every name keeps the rules of RDS', () => {
  fc.assert(
    fc.property(anIdentifier(24), anIdentifier(63), anIdentifier(63), aMoment, (...parts) => {
      const name = snapshotName(...parts);
      expect(name).toMatch(/^[a-z](?!.*--)[a-z0-9-]*[a-z0-9]$/);
      expect(name.length).toBeLessThanOrEqual(255);
    }),
  );
});
