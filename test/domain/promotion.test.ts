import fc from 'fast-check';
import { type PromotionState, promotionIncompleteBecause } from '../../lib/domain/promotion';

const complete: PromotionState = {
  status: 'available',
  replicaSource: undefined,
  replicationStatus: undefined,
  acceptedWrite: true,
};

test.each([
  ['another status', { status: 'rebooting' }, 'its status is rebooting, expected available'],
  ['a source left', { replicaSource: 'arn:primary' }, 'it is still a replica of arn:primary'],
  ['replication left', { replicationStatus: 'replicating' }, 'it still reports replication as replicating'],
  ['no write tried', { acceptedWrite: undefined }, 'no write was tried on it yet'],
  ['a write refused', { acceptedWrite: false }, 'it refused a write'],
])('a promotion with %s is not complete', (_, state, because) => {
  expect(promotionIncompleteBecause({ ...complete, ...state })).toBe(because);
});

test('only the four signs together make a promotion complete', () => {
  const anyState = fc.record({
    status: fc.constantFrom('available', 'modifying'),
    replicaSource: fc.constantFrom(undefined, 'arn:primary'),
    replicationStatus: fc.constantFrom(undefined, 'replicating', 'terminated'),
    acceptedWrite: fc.constantFrom(undefined, false, true),
  });
  fc.assert(
    fc.property(anyState, (state) => {
      const isComplete = JSON.stringify(state) === JSON.stringify(complete);
      expect(promotionIncompleteBecause(state) === undefined).toBe(isComplete);
    }),
  );
});
