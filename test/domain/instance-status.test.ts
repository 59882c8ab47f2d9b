import { hopelessBecause } from '../../lib/domain/instance-status';

test.each([
  'failed',
  'restore-error',
  'inaccessible-encryption-credentials',
  'insufficient-capacity',
  'storage-full',
  'stopped',
  'deleting',
  'incompatible-network',
  'incompatible-parameters',
])('there is nothing to wait for when an instance is %s', (status) => {
  expect(hopelessBecause('main', status)).toContain(`main is ${status}, which it does not leave by itself`);
});

test.each(['available', 'rebooting', 'modifying', 'backing-up', 'creating', 'unknown'])(
  'an instance that is %s may get there',
  (status) => {
    expect(hopelessBecause('main', status)).toBeUndefined();
  },
);
