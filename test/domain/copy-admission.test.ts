import { COPIES_AT_ONCE, copyRefusedBecause, copyWaitsBecause } from '../../lib/domain/copy-admission';

test.each([
  [99, 100, undefined],
  [
    100,
    100,
    expect.stringMatching(/^100 of 100 manual snapshots are used up in us-west-2, .*raise the quota/),
  ],
  [101, 100, expect.stringContaining('101 of 100')],
  [0, 0, expect.stringContaining('0 of 0')],
])('with %d of %d snapshots there is room or a reason', (used, most, because) => {
  expect(copyRefusedBecause('us-west-2', { used, most })).toEqual(because);
});

test('the copy after the last that RDS works on at once waits its turn', () => {
  expect(copyWaitsBecause('us-west-2', COPIES_AT_ONCE - 1)).toBeUndefined();
  expect(copyWaitsBecause('us-west-2', COPIES_AT_ONCE)).toBe(
    '20 snapshots are being copied into us-west-2, expected fewer than 20; this one waits its turn',
  );
});
