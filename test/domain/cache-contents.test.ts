import { checkedCache } from '../../lib/domain/cache-contents';
import { at } from '../helpers/at';

const backup = { bytes: 4096, takenAt: at(0) };

test.each([
  ['that holds keys', { keys: 3, expired: 0, read: 'string' }, backup, 'sound'],
  ['whose keys all expired since the backup', { keys: 0, expired: 3 }, backup, 'sound'],
  ['of a backup that held nothing', { keys: 0, expired: 0 }, { ...backup, bytes: 120 }, 'sound'],
  [
    'of a backup that may just have held nothing',
    { keys: 0, expired: 0 },
    { ...backup, bytes: 1024 },
    'sound',
  ],
  ['that lost everything', { keys: 0, expired: 0 }, { ...backup, bytes: 1025 }, 'doubted'],
  ['that is empty and does not count what expired', { keys: 0 }, backup, 'unknown'],
] as const)('a cache %s', (_, contents, seed, outcome) => {
  expect(checkedCache(contents, seed).outcome).toBe(outcome);
});

test('a doubt says what is missing, and the evidence has the figures', () => {
  expect(checkedCache({ keys: 0, expired: 0 }, backup)).toEqual({
    outcome: 'doubted',
    doubts: ['the cache holds no key, and its backup of 4096 bytes held some'],
    unknowns: [],
    recoveredTo: at(0),
    evidence: { keys: 0, expired: 0, backupBytes: 4096 },
  });
});

test('what cannot be told is no doubt, and is said', () => {
  expect(checkedCache({ keys: 0 }, backup)).toMatchObject({
    doubts: [],
    unknowns: [expect.stringContaining('whether they expired since, it does not say')],
  });
});
