import { RUN_TAG, SCRATCH_UNTIL_TAG } from '../../lib/domain/restore-order';
import { removalBlockedBecause } from '../../lib/domain/scratch-removal';
import { DEPLOYMENT_TAG } from '../../lib/domain/snapshot-name';
import { at } from '../helpers/at';

const ours = { [DEPLOYMENT_TAG]: 'firebackup', [RUN_TAG]: 'drill-1', [SCRATCH_UNTIL_TAG]: at(0) };

test('scratch of the deployment may go', () => {
  expect(removalBlockedBecause({ tags: ours, deletionProtection: false }, 'firebackup')).toBeUndefined();
});

test.each([
  ['of another deployment', { [DEPLOYMENT_TAG]: 'another' }, false, 'is another, expected firebackup'],
  ['of nobody', { [DEPLOYMENT_TAG]: '' }, false, 'it may not be ours'],
  ['of no run', { [RUN_TAG]: '' }, false, 'no tag firebackup:run'],
  ['that was handed over', { [SCRATCH_UNTIL_TAG]: '' }, false, 'no tag firebackup:scratch-until'],
  ['that is protected', {}, true, 'somebody wants it kept'],
])('what is %s stays, and the reason says so', (_, tags, deletionProtection, because) => {
  const seen = { tags: { ...ours, ...tags }, deletionProtection };
  expect(removalBlockedBecause(seen, 'firebackup')).toContain(because);
});
