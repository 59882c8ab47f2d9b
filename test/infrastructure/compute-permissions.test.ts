import { permissionsFor } from '../../lib/constructs/permissions';
import type { Ground } from '../../lib/constructs/plan-arns';
import { referencePlan } from './deployed';

const ground = (overrides: Partial<Ground> = {}): Ground => ({
  plan: referencePlan(),
  account: '111122223333',
  region: 'us-west-2',
  reaches: ['recovery'],
  ...overrides,
});
const granted = (action: string, overrides: Partial<Ground> = {}) =>
  permissionsFor([action], ground(overrides)).flatMap(({ resources }) => resources);

test.each(['ecs:DescribeServices', 'ecs:UpdateService'])(
  "%s is granted on the plan's services of the regions that are reached, and on nothing else",
  (action) => {
    expect(granted(action)).toEqual([
      'arn:aws:ecs:us-west-2:111122223333:service/firebackup/firebackup-api',
      'arn:aws:ecs:us-west-2:111122223333:service/firebackup/firebackup-workers',
    ]);
    expect(granted(action, { reaches: ['primary'] })).toEqual([
      'arn:aws:ecs:us-east-1:111122223333:service/firebackup/firebackup-api',
      'arn:aws:ecs:us-east-1:111122223333:service/firebackup/firebackup-workers',
    ]);
  },
);

test('a plan without compute grants nothing on services', () => {
  const plan = referencePlan({ compute: undefined });
  expect(permissionsFor(['ecs:UpdateService'], ground({ plan }))).toEqual([]);
});

test('only who gives parameters may use the parameter groups of the plan', () => {
  const instance = 'arn:aws:rds:us-west-2:111122223333:db:firebackup-cross-region';
  expect(granted('rds:ModifyDBInstance')).toEqual([instance]);
  expect(granted('rds:ModifyDBInstance', { givesParameters: true })).toEqual([
    instance,
    'arn:aws:rds:us-west-2:111122223333:pg:firebackup-postgres16',
  ]);
});
