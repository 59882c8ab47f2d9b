import { objectKeptBecause } from '../../lib/domain/object-deletion';
import { at } from '../helpers/at';

const now = at(0);

test.each([
  ['as recorded', { bytes: 10 }, undefined],
  ['whose lock has ended', { bytes: 10, lockedUntil: now }, undefined],
  ['that is locked', { bytes: 10, lockedUntil: at(1) }, `it is locked until ${at(1)}`],
  ['whose lock cannot be read', { bytes: 10, lockedUntil: 'soon' }, 'it is locked until soon'],
  ['of another size', { bytes: 11 }, 'it has 11 bytes, not 10: it is not the one in the ledger'],
])('an object %s', (_, seen, because) => {
  expect(objectKeptBecause({ bytes: 10 }, seen, now)).toBe(because);
});
