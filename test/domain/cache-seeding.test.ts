import fc from 'fast-check';
import { seedInWords, seedsFor } from '../../lib/domain/cache-seeding';
import { aCacheBackup } from '../helpers/a-cache-backup';
import { aRecoveryPoint, aWindow, provenOn } from '../helpers/a-recovery-point';
import { at } from '../helpers/at';

const where = { store: 'queue', region: 'us-west-2' };

test('backups of another cache, region or kind, and disproven ones, fill nothing', () => {
  const usable = aCacheBackup();
  const disproven = { outcome: 'disproven', at: at(9), run: 'drill-1', because: 'empty' } as const;
  const points = [
    usable,
    aCacheBackup({ id: 'other-cache', store: 'sessions' }),
    aCacheBackup({ id: 'elsewhere', region: 'us-east-1' }),
    aCacheBackup({ id: 'disproven', proof: disproven }),
    aRecoveryPoint({ store: 'queue', region: 'us-west-2' }),
    aWindow({ store: 'queue' }),
  ];
  expect(seedsFor(points, where)).toEqual([usable]);
});

test('the newest comes first, proven or not, whatever the order that the ledger has them in', () => {
  const seconds = fc.uniqueArray(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(seconds, fc.boolean(), (moments, isProven) => {
      const points = moments.map((moment) =>
        aCacheBackup({
          id: `at-${moment}`,
          takenAt: at(moment),
          ...(isProven && moment % 2 === 0 && { proof: provenOn(at(0)) }),
        }),
      );
      const newestFirst = [...moments].sort((a, b) => b - a).map((moment) => `at-${moment}`);
      expect(seedsFor(points, where).map(({ id }) => id)).toEqual(newestFirst);
    }),
  );
});

test.each([
  ['nobody has tried', {}, 'not proven'],
  ['was proven', { proof: provenOn(at(30)) }, `proven at ${at(30)}`],
])('a backup that %s is told of with its age, in characters that a tag may hold', (_, overrides, proof) => {
  const words = seedInWords(aCacheBackup(overrides), at(7200));
  expect(words).toBe(`filled from firebackup-queue-hourly-1 taken 120 minutes before and ${proof}`);
  expect(words).toMatch(/^[\p{L}\p{N}\s_.:/=+\-@]{1,256}$/u);
});
