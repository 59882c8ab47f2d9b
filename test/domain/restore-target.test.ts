import { RUN_TAG } from '../../lib/domain/restore-order';
import { foreignBecause, isRestoreTarget, restoreTarget } from '../../lib/domain/restore-target';

const house = {
  deployment: 'firebackup',
  liveNames: new Set(['firebackup-primary', 'firebackup-drill-0000000']),
};
const target = restoreTarget('firebackup', 'drill', '0123456789abcdef');

test('a target has a name that ElastiCache and RDS both take, from the longest name of a plan', () => {
  expect(target).toBe('firebackup-drill-0123456');
  expect(restoreTarget('a'.repeat(24), 'restore', '0123456789abcdef')).toHaveLength(40);
});

test.each([
  [target, true],
  ['firebackup-restore-abcdef0', true],
  ['firebackup-primary', false],
  ['firebackup-drill-012345', false],
  ['firebackup-drill-0123456-old', false],
  ['other-drill-0123456', false],
  ['firebackup-drill-drill-0123456', false],
])('%s is a name of ours: %p', (name, isOurs) => {
  expect(isRestoreTarget('firebackup', name)).toBe(isOurs);
});

test.each<
  [
    name: string,
    made: Parameters<typeof foreignBecause>[0],
    run: string | undefined,
    because: RegExp | undefined,
  ]
>([
  ['of its run', { target, tags: { [RUN_TAG]: 'run-1' } }, 'run-1', undefined],
  ['of any run', { target, tags: { [RUN_TAG]: 'run-2' } }, undefined, undefined],
  ['of another run', { target, tags: { [RUN_TAG]: 'run-2' } }, 'run-1', /belongs to run run-2, not to run-1/],
  ['without a tag', { target, tags: {} }, undefined, /has no tag firebackup:run/],
  [
    'of another name',
    { target: 'mine', tags: { [RUN_TAG]: 'run-1' } },
    'run-1',
    /no name that a restore of firebackup gives/,
  ],
  [
    'that the plan names, tags or no tags',
    { target: 'firebackup-drill-0000000', tags: { [RUN_TAG]: 'run-1' } },
    'run-1',
    /one of the plan's own names/,
  ],
])('something %s is judged so', (_, made, run, because) => {
  const said = foreignBecause(made, house, run);
  if (because) expect(said).toMatch(because);
  else expect(said).toBeUndefined();
});
