import { deletionBlockedBecause, KEPT_FOR_TAG, keptPrefix, oldPrimaryOf } from '../../lib/domain/old-primary';
import { aStanding } from '../helpers/fake-rebuild';

const around = {
  sourceArn: 'arn:aws:rds:us-west-2:111122223333:db:firebackup-recovery',
  fenceGroup: 'sg-000000f1',
};

test('what stands under the name of an old primary is told apart', () => {
  expect(oldPrimaryOf(undefined, around)).toBe('gone');
  expect(oldPrimaryOf(aStanding(), around)).toBe('fenced');
  expect(oldPrimaryOf(aStanding({ replicaSource: around.sourceArn }), around)).toBe('replica');
});

test.each([
  ['clients may reach it', { securityGroups: [{ id: 'sg-00000001', status: 'active' }] }, 'later'],
  ['its fence is on its way', { securityGroups: [{ id: 'sg-000000f1', status: 'adding' }] }, 'later'],
  ['it follows somebody else', { replicaSource: 'arn:of:another' }, 'a person acts'],
  ['it is stopped', { status: 'stopped' }, 'a person acts'],
])('it is left alone while %s', (_, overrides, until) => {
  expect(oldPrimaryOf(aStanding(overrides), around)).toMatchObject({ until });
});

test('names of old primaries fit into what RDS allows, and never end in two hyphens', () => {
  expect(keptPrefix('main')).toBe('main-kept-');
  expect(keptPrefix('x'.repeat(63))).toHaveLength(55);
  expect(keptPrefix(`${'x'.repeat(48)}-${'y'.repeat(14)}`)).toBe(`${'x'.repeat(48)}-kept-`);
});

const kept = aStanding({ id: 'main-kept-1', tags: { [KEPT_FOR_TAG]: 'run-2' } });
const asked = { typed: kept.arn, run: 'run-2', liveNames: new Set(['main']) };

test('an old primary is deleted for its whole ARN', () => {
  expect(deletionBlockedBecause(kept, asked)).toBeUndefined();
});

test.each([
  ['another ARN was typed', kept, { ...asked, typed: `${kept.arn}0` }, /was typed/],
  ['the plan names it', kept, { ...asked, liveNames: new Set([kept.id]) }, /the plan names/],
  ['it carries no tag', { ...kept, tags: {} }, asked, /is missing, expected run-2/],
  ['another run put it aside', kept, { ...asked, run: 'run-3' }, /is run-2, expected run-3/],
])('nothing is deleted when %s', (_, instance, order, because) => {
  expect(deletionBlockedBecause(instance, order)).toMatch(because);
});
