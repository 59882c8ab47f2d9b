import fc from 'fast-check';
import { secondsAfter } from '../../lib/domain/instant';
import {
  archivePaceSeconds,
  brokenBecause,
  type ProviderSighting,
  RDS_PACE_SECONDS,
  verdictOn,
} from '../../lib/domain/wal-verdict';
import { at } from '../helpers/at';

const NOW = at(10_000);
const RPO = 60;

const aSighting = (overrides: Partial<ProviderSighting> = {}): ProviderSighting => ({
  store: 'main',
  provider: 'automated-backups',
  region: 'us-east-1',
  latest: secondsAfter(NOW, -30),
  holes: [],
  paceSeconds: RDS_PACE_SECONDS['automated-backups'],
  ...overrides,
});
const verdict = (overrides: Partial<ProviderSighting>) => verdictOn(aSighting(overrides), NOW, RPO);
const aged = (seconds: number) => secondsAfter(NOW, -seconds);

test.each<[what: string, seen: Partial<ProviderSighting>, state: string, rpo: string, because: string]>([
  ['new', {}, 'fresh', 'met', 'is 30 s old'],
  ['at the objective', { latest: aged(60) }, 'fresh', 'met', 'is 60 s old'],
  ['as old as RDS lets it get', { latest: aged(600) }, 'fresh', 'missed', 'is 600 s old'],
  ['older', { latest: aged(601) }, 'stale', 'missed', 'is 601 s old, expected at most 600 s'],
  ['a replica behind', { latest: aged(61), paceSeconds: 60 }, 'stale', 'missed', 'expected at most 60 s'],
  ['with a hole', { holes: ['a hole'] }, 'holed', 'met', 'a hole'],
  ['stale with a hole', { latest: aged(999), holes: ['one', 'two'] }, 'holed', 'missed', 'one; two'],
  ['nothing', { latest: undefined }, 'holed', 'unknown', 'nothing can be recovered from it'],
  ['not looked at', { unknownBecause: 'no answer' }, 'unknown', 'unknown', 'no answer'],
  ['neither', { latest: undefined, unknownBecause: 'no answer' }, 'unknown', 'unknown', 'no answer'],
  ['holed for sure', { holes: ['a hole'], unknownBecause: 'idle?' }, 'holed', 'unknown', 'a hole'],
  ['a little ahead', { latest: aged(-60) }, 'fresh', 'met', 'is -60 s old'],
  ['from the future', { latest: aged(-61) }, 'unknown', 'unknown', 'it is said to stand at'],
  ['no time at all', { latest: 'soon' }, 'unknown', 'unknown', 'it is said to stand at soon'],
])('%s', (_, seen, state, rpo, because) => {
  expect(verdict(seen)).toMatchObject({ state, rpo, because: expect.stringContaining(because) });
});

test('an objective that is longer than the pace is what counts', () => {
  expect(verdictOn(aSighting({ latest: aged(3000) }), NOW, 3600)).toMatchObject({
    state: 'fresh',
    rpo: 'met',
  });
});

test('an age is only told where it is known', () => {
  expect(verdict({}).ageSeconds).toBe(30);
  expect(verdict({ unknownBecause: 'no answer' }).ageSeconds).toBeUndefined();
});

test('an archive may be two timeouts and a minute behind', () => {
  expect(archivePaceSeconds(60)).toBe(180);
});

test('broken is what is stale or holed, with each reason', () => {
  const verdicts = [verdict({}), verdict({ latest: aged(700) }), verdict({ unknownBecause: 'no answer' })];
  expect(brokenBecause(verdicts)).toBe(
    'automated-backups of main in us-east-1 is stale: the newest moment that can be recovered is 700 s old, expected at most 600 s',
  );
  expect(brokenBecause([verdict({}), verdict({ unknownBecause: 'no answer' })])).toBeUndefined();
});

test('fresh is only what was seen, has no hole and is young; met is only what is known to be within the objective', () => {
  const sightings = fc.record({
    latest: fc.option(fc.integer({ min: -200, max: 3000 }).map(aged), { nil: undefined }),
    holes: fc.array(fc.constant('a hole'), { maxLength: 1 }),
    unknownBecause: fc.option(fc.constant('no answer'), { nil: undefined }),
  });
  fc.assert(
    fc.property(sightings, (seen) => {
      const { state, rpo, ageSeconds = Number.NaN } = verdict(seen);
      if (state === 'fresh') expect([seen.holes.length, seen.unknownBecause]).toEqual([0, undefined]);
      if (state === 'fresh') expect(ageSeconds).toBeLessThanOrEqual(600);
      if (rpo === 'met') expect(ageSeconds).toBeLessThanOrEqual(RPO);
      if (seen.unknownBecause) expect(rpo).toBe('unknown');
    }),
  );
});
