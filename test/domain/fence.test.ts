import { groupsInForce, leaksBecause } from '../../lib/domain/fence';

const group = (id: string, status = 'active') => ({ id, status });

test.each([
  ['the orchestrator alone', ['sg-own']],
  ['nobody', []],
  ['the orchestrator by two rules', ['sg-own', 'sg-own']],
])('a group that admits %s is a fence', (_, admits) => {
  expect(leaksBecause('sg-fence', admits, 'sg-own')).toBeUndefined();
});

test('a group that admits others is no fence, and says whom it admits', () => {
  expect(leaksBecause('sg-fence', ['sg-own', '10.0.0.0/8', 'unknown'], 'sg-own')).toBe(
    'sg-fence is no fence: it admits 10.0.0.0/8, unknown',
  );
});

test.each([
  ['exactly the wanted one, active', [group('sg-fence')], true],
  ['the wanted one on every node', [group('sg-fence'), group('sg-fence')], true],
  ['the wanted one on its way', [group('sg-fence', 'adding')], undefined],
  ['the wanted one on its way on one node', [group('sg-fence'), group('sg-fence', 'adding')], undefined],
  ['another', [group('sg-app')], false],
  ['the wanted one and another', [group('sg-fence'), group('sg-app', 'removing')], false],
  ['none', [], false],
])('with %s the groups in force are: %p', (...[, current, inForce]) => {
  expect(groupsInForce(current, ['sg-fence'])).toBe(inForce);
});
