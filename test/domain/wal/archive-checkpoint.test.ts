import { wholeWalkBecause } from '../../../lib/domain/wal/archive-checkpoint';
import { emptyScan } from '../../../lib/domain/wal/archive-scan';
import { at } from '../../helpers/at';
import { MEGABYTE } from './an-archive';

const SEGMENT = 16 * MEGABYTE;
const DAY = 86_400;
const known = { scan: emptyScan(SEGMENT), walkedAt: at(0), read: {} };
const distrusted = { ...known, scan: { ...known.scan, distrustedBecause: 'b was listed after c' } };

test.each([
  ['nothing is known', undefined, at(0), 'no earlier walk is on record'],
  ['the checkpoint was too large', { lostBecause: 'it had 400001 bytes' }, at(0), 'it had 400001 bytes'],
  ['names came out of order', distrusted, at(0), 'the last walk cannot be trusted: b was listed after c'],
  ['a day has passed', known, at(DAY), `the last walk through all of it began at ${at(0)}`],
  ['the last one lies ahead', known, at(-1), `the last walk through all of it began at ${at(0)}`],
  [
    'its time is none',
    { ...known, walkedAt: 'once' },
    at(0),
    'the last walk through all of it began at once',
  ],
])('all of an archive is walked when %s', (_, checkpoint, now, because) => {
  expect(wholeWalkBecause(checkpoint, SEGMENT, now)).toBe(because);
});

test('all of an archive is walked when its segments have another size than then', () => {
  expect(wholeWalkBecause(known, 64 * MEGABYTE, at(0))).toBe(
    'the segment size was 16777216 and is 67108864 bytes',
  );
});

test('for the rest of a day a walk goes on where the last one ended', () => {
  expect(wholeWalkBecause(known, SEGMENT, at(DAY - 1))).toBeUndefined();
});
