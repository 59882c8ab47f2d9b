import {
  type FailbackFacts,
  failbackBlockedBecause,
  failbackStage,
} from '../../lib/domain/failback-objections';
import { anOpenRun, aRole } from '../helpers/a-role';
import { aRun } from '../helpers/a-run';
import { at } from '../helpers/at';

const away = { activeRegion: 'us-west-2', epoch: 2, lastChange: { at: at(60), run: 'run-1' } };
const facts = (overrides: Partial<FailbackFacts> = {}): FailbackFacts => ({
  home: 'us-east-1',
  away: 'us-west-2',
  role: aRole(away),
  lastRun: aRun({ outcome: 'done' }),
  ownRun: undefined,
  switchoverRun: 'run-2-home',
  approvedBy: 'ada',
  ...overrides,
});

test.each(['done', 'incomplete'] as const)('a failover that ended %s has a way home', (outcome) => {
  expect(failbackBlockedBecause(facts({ lastRun: aRun({ outcome }) }))).toBeUndefined();
});

test.each<[string, Partial<FailbackFacts>, RegExp]>([
  ['nobody has approved it', { approvedBy: ' ' }, /nobody approved it/],
  ['a run is open', { role: aRole({ ...away, openRun: anOpenRun() }) }, /run run-1 to us-west-2 is open/],
  ['it is paused', { role: aRole({ ...away, pausedBy: 'ada' }) }, /paused by ada/],
  ['there never was a failover', { role: aRole() }, /without a finished failover/],
  [
    'the ledger knows of no change',
    { role: aRole({ activeRegion: 'us-west-2' }), lastRun: undefined },
    /no failover has finished/,
  ],
  ['the failover stands still', { lastRun: aRun({ outcome: 'stuck' }) }, /is stuck, expected a finished/],
  ['the failover has no record', { lastRun: undefined }, /has no record, expected a finished/],
  ['its name is that of a failover', { ownRun: aRun() }, /run run-1 was a failover/],
  [
    'a run of its name came home before',
    { ownRun: aRun({ id: 'run-2', workflow: 'failback', outcome: 'done' }) },
    /expected a new name/,
  ],
  ['a third region is active', { role: aRole({ ...away, activeRegion: 'us-east-2' }) }, /expected us-west-2/],
  [
    'another run has brought the role home',
    { role: aRole({ epoch: 3, lastChange: { at: at(90), run: 'somebody' } }) },
    /active already in epoch 3/,
  ],
])('nothing is done when %s', (_, overrides, because) => {
  expect(failbackBlockedBecause(facts(overrides))).toMatch(because);
});

test('a run that has brought the role home goes on to protect it', () => {
  const role = aRole({ epoch: 3, lastChange: { at: at(90), run: 'run-2-home' } });
  expect(failbackStage(facts({ role }))).toBe('protect');
  expect(failbackBlockedBecause(facts({ role }))).toBeUndefined();
});
